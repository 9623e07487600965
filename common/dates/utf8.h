#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::dates {

/// One decoded character: its code point and how many bytes it takes (1..4).
struct Utf8Char {
  char32_t code = 0;
  std::uint32_t bytes = 1;
  bool valid = true;  ///< false: one byte that belongs to no character; `code` is then U+FFFD
};

inline Utf8Char decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto trail = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0u) == 0x80u; };
  const char32_t lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  if (lead >= 0xC2 && lead < 0xE0 && trail(at + 1))
    return {(lead & 0x1Fu) << 6 | (byte(at + 1) & 0x3Fu), 2, true};
  if (lead >= 0xE0 && lead < 0xF0 && trail(at + 1) && trail(at + 2)) {
    const char32_t code = (lead & 0xFu) << 12 | (byte(at + 1) & 0x3Fu) << 6 | (byte(at + 2) & 0x3Fu);
    if (code >= 0x800 && (code < 0xD800 || code > 0xDFFF)) return {code, 3, true};
  }
  if (lead >= 0xF0 && lead < 0xF5 && trail(at + 1) && trail(at + 2) && trail(at + 3)) {
    const char32_t code = (lead & 7u) << 18 | (byte(at + 1) & 0x3Fu) << 12 | (byte(at + 2) & 0x3Fu) << 6 |
                          (byte(at + 3) & 0x3Fu);
    if (code >= 0x10000 && code <= 0x10FFFF) return {code, 4, true};
  }
  return {0xFFFD, 1, false};
}

inline void append_utf8(std::string& out, char32_t code) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

}  // namespace dateline::dates
