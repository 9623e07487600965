#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/utf8.h"

namespace dateline::dates {

/// One decoded character: its code point and how many bytes it takes (1..4).
struct Utf8Char {
  char32_t code = 0;
  std::uint32_t bytes = 1;
  bool valid = true;  ///< false: one byte that belongs to no character; `code` is then U+FFFD
};

inline Utf8Char decode_utf8(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const UChar32 c = next_code_point(text, end);
  if (c < 0) return {0xFFFD, 1, false};
  return {static_cast<char32_t>(c), static_cast<std::uint32_t>(end - at), true};
}

inline void append_utf8(std::string& out, char32_t code) {
  append_code_point(out, static_cast<UChar32>(code));
}

}  // namespace dateline::dates
