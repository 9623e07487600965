#include "searcher/search/one_line.h"

#include <algorithm>

namespace dateline::search {

std::size_t floor_character(std::string_view text, std::size_t i) {
  const auto is_trail = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  while (i > 0 && i < text.size() && is_trail(text[i])) --i;
  return std::min(i, text.size());
}

std::string one_line(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F) {
      blank = true;
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += c;
  }
  if (blank) out += ' ';
  return out;
}

}  // namespace dateline::search
