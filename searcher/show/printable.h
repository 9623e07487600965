#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/text/printable.h"

namespace dateline::show {

using text::printable;

/// Columns that a printable text takes: 2 for East Asian wide and full-width characters, 0 for combining
/// ones.
std::size_t display_width(std::string_view text);

/// Bytes of the longest beginning of the text that takes at most `columns` columns; characters stay whole,
/// and combining ones with those they belong to.
std::size_t bytes_within(std::string_view text, std::size_t columns);

/// For terminals that show ASCII alone: signs that we draw ourselves and quotation marks become similar ones,
/// letters lose their accents, of other characters "?" remains, twice for wide ones. Keeps line ends and
/// escape sequences.
std::string ascii_only(std::string_view text);

/// The text cut to at most `columns` columns, "…" at the end when something was cut.
std::string fit(std::string_view text, std::size_t columns);

/// As much of the end of a printable text as fits. It never begins with a combining character that belonged
/// to what is gone.
std::string last_columns(std::string_view text, std::size_t columns);

}  // namespace dateline::show
