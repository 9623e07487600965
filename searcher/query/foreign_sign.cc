#include "searcher/query/foreign_sign.h"

#include <fmt/format.h>

#include "searcher/query/lex_characters.h"

namespace dateline::query {
namespace {

using Meaning = ForeignSign::Meaning;

bool is_blank_at(std::string_view query, std::size_t i) {
  return i >= query.size() || lex_sort(code_point_at(query, i)) == LexSort::kSpace;
}

/// A word, a quotation, a group or a sign before one of them.
bool part_at(std::string_view query, std::size_t i) {
  const UChar32 c = code_point_at(query, i);
  if (c == '-' || c == '+' || c == '=' || c == '!') return word_character_at(query, i + 1);
  return word_character_at(query, i) || c == '(' || closing_quote(c) != 0;
}

bool stands_before_part(std::string_view query, std::size_t i) {
  const bool begins = i == 0 || query[i - 1] == '(' || query[i - 1] == ' ' || query[i - 1] == '\t';
  return begins && part_at(query, i + 1);
}

SourceRange range_of(std::size_t i, std::size_t length) {
  return {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(length)};
}

std::string_view word_behind(std::string_view query, std::size_t i) {
  return query.substr(i, end_of_word(query, i) - i);
}

/// `||` and `&&` stand between two parts.
std::optional<ForeignSign> doubled(std::string_view query, std::size_t i, bool part_before) {
  std::size_t next = i + 2;
  while (next < query.size() && query[next] == ' ') ++next;
  if (!part_before || !part_at(query, next)) return std::nullopt;
  const bool either = query[i] == '|';
  return ForeignSign{either ? Meaning::kOr : Meaning::kAnd, range_of(i, 2),
                     fmt::format("{} is read as {}", query.substr(i, 2), either ? "OR" : "AND")};
}

/// `^2`, `^0.5` right behind a part.
std::optional<ForeignSign> boost(std::string_view query, std::size_t i) {
  std::size_t end = i + 1;
  while (end < query.size() && ((query[end] >= '0' && query[end] <= '9') || query[end] == '.')) ++end;
  if (i == 0 || end == i + 1 || is_blank_at(query, i - 1) || word_character_at(query, end))
    return std::nullopt;
  return ForeignSign{Meaning::kNone, range_of(i, end - i),
                     fmt::format("{} is left out: there is no sign that gives a word more weight",
                                 query.substr(i, end - i))};
}

/// `visit$` right behind small letters and before a blank.
std::optional<ForeignSign> truncation(std::string_view query, std::size_t i) {
  if (i == 0 || !is_blank_at(query, i + 1) || query[i - 1] < 'a' || query[i - 1] > 'z') return std::nullopt;
  std::size_t begin = i;
  while (begin > 0 && word_character_at(query, begin - 1)) --begin;
  return ForeignSign{
      Meaning::kNone, range_of(i, 1),
      fmt::format("the $ is left out; for words that begin so write {}*", query.substr(begin, i - begin))};
}

}  // namespace

std::optional<ForeignSign> foreign_sign_at(std::string_view query, std::size_t i, bool part_before) {
  const std::string_view rest = query.substr(i);
  if (rest.starts_with("||") || rest.starts_with("&&")) return doubled(query, i, part_before);
  switch (rest.empty() ? '\0' : rest.front()) {
    case '!':
      if (!stands_before_part(query, i)) return std::nullopt;
      return ForeignSign{Meaning::kNot, range_of(i, 1),
                         "the ! is read as NOT; within quotation marks it is punctuation"};
    case '|': {
      if (!part_before || !is_blank_at(query, i - 1) || !is_blank_at(query, i + 1)) return std::nullopt;
      if (is_blank_at(query, i + 2)) return std::nullopt;
      return ForeignSign{Meaning::kNone, range_of(i, 1), "| is read as punctuation; one of two is a OR b"};
    }
    case '~':
      if (!stands_before_part(query, i) || !word_character_at(query, i + 1)) return std::nullopt;
      return ForeignSign{
          Meaning::kNone, range_of(i, 1),
          fmt::format("the ~ is left out; for words spelt almost so write {}~", word_behind(query, i + 1))};
    case '^':
      return boost(query, i);
    case '$':
      return truncation(query, i);
    default:
      return std::nullopt;
  }
}

}  // namespace dateline::query
