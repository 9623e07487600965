#include "indexer/readers/clean.h"

#include <algorithm>

namespace dateline::indexer {
namespace {

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }

/// Without a branch in the loop, so that the compiler looks at many bytes at once.
bool has_controls(std::string_view text) {
  bool found = false;
  for (const char c : text) found |= (static_cast<unsigned char>(c) < ' ') | (c == 0x7F);
  return found;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (const char c : text) {
    if (is_blank(c)) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

std::string tidy_paragraphs(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t empty_lines = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    if (line.empty()) {
      ++empty_lines;
      continue;
    }
    if (!out.empty()) out += empty_lines > 0 ? "\n\n" : "\n";
    empty_lines = 0;
    if (!has_controls(line)) {
      out += line;
      continue;
    }
    for (const char c : line) {
      if (c == '\t') {
        out += ' ';
      } else if (static_cast<unsigned char>(c) >= ' ' && c != 0x7F) {
        out += c;
      }
    }
  }
  return out;
}

}  // namespace dateline::indexer
