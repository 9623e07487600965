#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macros
#pragma GCC diagnostic ignored "-Wold-style-cast"

/// The code point at byte `i` of `text` (i < text.size()); `i` moves behind it. Negative where the bytes are
/// not UTF-8 (overlong forms, surrogates and what lies above U+10FFFF included); `i` then moves behind the
/// bytes in error.
inline UChar32 next_code_point(std::string_view text, std::size_t& i) {
  UChar32 c = 0;
  U8_NEXT(text.data(), i, text.size(), c);
  return c;
}

inline void append_code_point(std::string& out, UChar32 c) {
  char bytes[U8_MAX_LENGTH];
  std::size_t n = 0;
  U8_APPEND_UNSAFE(bytes, n, c);
  out.append(bytes, n);
}

#pragma GCC diagnostic pop

/// True for a byte of a character that is not its first one.
inline bool is_trail_byte(char byte) { return U8_IS_TRAIL(static_cast<unsigned char>(byte)); }

/// At most `limit` bytes of `text` from its start, cut before a character that does not fit.
inline std::string_view cut_at_character(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && is_trail_byte(text[limit])) --limit;
  return text.substr(0, limit);
}

}  // namespace dateline
