#include "indexer/readers/clean.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/find_place.h"

namespace dateline::indexer {
namespace {

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }

constexpr bool is_control(char c) { return (static_cast<unsigned char>(c) < ' ') | (c == 0x7F); }

/// Whether tidy_paragraphs() would change something at the third of three characters. No function: called by
/// its address it would be called for each character.
constexpr auto is_untidy = [](const char* c) {
  const bool feed = c[2] == '\n';
  return (is_control(c[2]) & !feed) | (feed & ((c[1] == ' ') | ((c[1] == '\n') & (c[0] == '\n'))));
};

/// Whether a text has nothing that tidy_paragraphs() would change.
bool is_tidy(std::string_view text) {
  if (text.empty()) return true;
  const std::array<char, 4> beginning{'\n', '\n', text[0], text.size() > 1 ? text[1] : '.'};
  return !is_blank(text.back()) && !is_untidy(&beginning[0]) && !is_untidy(&beginning[1]) &&
         find_place<3>(text, 0, is_untidy) == std::string_view::npos;
}

/// The same for one_line().
bool is_one_line(std::string_view text) {
  if (text.empty()) return true;
  const auto is_odd = [](const char* c) { return is_control(c[1]) | ((c[0] == ' ') & (c[1] == ' ')); };
  return !is_blank(text.front()) && !is_blank(text.back()) &&
         find_place<2>(text, 0, is_odd) == std::string_view::npos;
}

}  // namespace

std::string one_line(std::string&& text) {
  return is_one_line(text) ? std::move(text) : one_line(std::string_view(text));
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
  if (is_tidy(text)) return std::string(text);
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
    if (find_place<1>(line, 0, [](const char* c) { return is_control(*c); }) == std::string_view::npos) {
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
