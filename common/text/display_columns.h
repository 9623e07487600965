#pragma once

#include <unicode/umachine.h>

#include <cstddef>

namespace dateline::text {

/// Columns that a character takes on a terminal: 0 for marks and signs without a shape, 2 for wide and
/// full-width ones of East Asia, else 1.
std::size_t display_columns(UChar32 c);

}  // namespace dateline::text
