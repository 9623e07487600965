#pragma once

#include <cstdint>

namespace dateline {

/// Characters that act on a terminal or a page instead of being shown: C0, DEL, C1, line and paragraph
/// separators, and those that change the direction of the text around them.
constexpr bool is_control_character(std::int32_t c) {
  return (c >= 0 && c < 0x20) || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace dateline
