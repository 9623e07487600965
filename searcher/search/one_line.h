#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::search {

/// The nearest beginning of a character at or before byte `i`.
std::size_t floor_character(std::string_view text, std::size_t i);

/// Every run of white space and control characters of ASCII as one blank, also at the ends.
std::string one_line(std::string_view text);

}  // namespace dateline::search
