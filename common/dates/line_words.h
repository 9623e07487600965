#pragma once

#include <unicode/uchar.h>

#include <string>
#include <string_view>

#include "common/dates/utf8.h"

namespace dateline::dates {

/// Calls take(word, has_figure) for each word of a line, in lower case: letters and figures, and the ASCII
/// signs of `also`. False where the line is not UTF-8; what stands before that place was given.
template <class Take>
bool for_each_word(std::string_view line, std::string_view also, Take take) {
  std::string word;
  bool has_figure = false;
  const auto finish = [&] {
    if (!word.empty()) take(std::string_view(word), has_figure);
    word.clear();
    has_figure = false;
  };
  for (std::size_t at = 0; at < line.size();) {
    const Utf8Char c = decode_utf8(line, at);
    at += c.bytes;
    if (!c.valid) return false;
    const auto code = static_cast<UChar32>(c.code);
    const bool sign = c.code < 0x80 && also.find(static_cast<char>(c.code)) != std::string_view::npos;
    if (sign || u_isalnum(code) || u_charType(code) == U_NON_SPACING_MARK) {
      append_utf8(word, static_cast<char32_t>(u_tolower(code)));
      has_figure = has_figure || u_isdigit(code);
    } else {
      finish();
    }
  }
  finish();
  return true;
}

}  // namespace dateline::dates
