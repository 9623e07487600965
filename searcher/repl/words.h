#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline::search {

/// Without blanks and control characters at both ends.
std::string_view trim(std::string_view text);

/// Cuts the next word, ended by a blank, off `text`; empty when there is none.
std::string_view take_word(std::string_view& text);

/// The whole text as a decimal number; nullopt when it is none or too large.
std::optional<std::size_t> number_of(std::string_view text);

}  // namespace dateline::search
