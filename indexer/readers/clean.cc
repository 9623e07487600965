#include "indexer/readers/clean.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace dateline::indexer {
namespace {

/// Offset of the first byte that is not UTF-8, or the size.
std::size_t first_invalid(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t size = text.size();
  std::size_t i = 0;
  while (i < size) {
    const std::size_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) return start;
  }
  return size;
}

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }

}  // namespace

std::optional<TextProblem> text_problem(std::string_view bytes) {
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    return TextProblem{fmt::format("the file is binary: NUL at byte {}", nul),
                       "give text; for archives unpack them first"};
  }
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    return TextProblem{fmt::format("the text is not UTF-8: see byte {}", first_invalid(bytes)),
                       "convert it, for example with: iconv -f EUC-KR -t UTF-8"};
  }
  return std::nullopt;
}

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
