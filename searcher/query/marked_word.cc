#include "searcher/query/marked_word.h"

#include <algorithm>

#include "searcher/query/lex_characters.h"

namespace dateline::query {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Behind a pattern stands what ends a word; otherwise it is an address ("index.php?id=5").
bool ends_pattern(std::string_view text, std::size_t i) {
  if (i >= text.size() || lex_sort(code_point_at(text, i)) == LexSort::kSpace) return true;
  return std::string_view(")|}.,;:!?\"'").find(text[i]) != std::string_view::npos;
}

/// The end of a pattern from `i` on, 0 where none stands there.
std::size_t pattern_end(std::string_view text, std::size_t i) {
  const auto is_wild = [&](std::size_t at) {
    return at < text.size() && (text[at] == '*' || text[at] == '?');
  };
  bool wild = text[i] == '*';
  std::size_t at = wild ? i + 1 : i;
  while (true) {
    at = end_of_word(text, at);
    std::size_t next = at;
    while (is_wild(next)) ++next;
    if (next == at || !word_character_at(text, next)) break;
    wild = true;
    at = next;
  }
  if (at < text.size() && text[at] == '*') ++at;
  return wild && ends_pattern(text, at) ? at : 0;
}

}  // namespace

MarkedWord marked_word_at(std::string_view text, std::size_t i, bool may_be_pattern) {
  if (const std::size_t end = may_be_pattern ? pattern_end(text, i) : 0; end != 0)
    return {std::string(text.substr(i, end - i)), WordMatch::kPattern, 0, end};
  if (text[i] == '*') ++i;
  const std::size_t end = end_of_word(text, i);
  MarkedWord word{std::string(text.substr(i, end - i)), WordMatch::kStem, 0, end};
  if (end >= text.size()) return word;
  if (text[end] == '*') {
    word.match = WordMatch::kPrefix;
    word.end = end + 1;
  } else if (text[end] == '~') {
    const bool number = std::all_of(word.text.begin(), word.text.end(),
                                    [](char c) { return is_digit(c) || c == '.' || c == ','; });
    std::size_t digits = end + 1;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (number || word_character_at(text, digits)) {
      word.end = end + 1;
      return word;
    }
    constexpr unsigned kTooFar = 1000;
    for (std::size_t at = end + 1; at < digits; ++at)
      word.distance = std::min(word.distance * 10 + static_cast<unsigned>(text[at] - '0'), kTooFar);
    if (digits == end + 1) word.distance = 1;
    word.match = WordMatch::kSpelling;
    word.end = digits;
  }
  return word;
}

std::size_t expression_end(std::string_view text, std::size_t i) {
  for (std::size_t at = i + 1; at < text.size() && lex_sort(code_point_at(text, at)) != LexSort::kSpace;
       ++at) {
    if (text[at] == '\\') {
      ++at;
      continue;
    }
    if (text[at] != '/' || at == i + 1) continue;
    const bool ends = at + 1 >= text.size() || text[at + 1] == ')' || text[at + 1] == '|' ||
                      lex_sort(code_point_at(text, at + 1)) == LexSort::kSpace;
    if (ends) return at + 1;
  }
  return 0;
}

}  // namespace dateline::query
