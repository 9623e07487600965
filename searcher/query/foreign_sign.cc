#include "searcher/query/foreign_sign.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The figures that a text begins with.
std::string_view figures(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin()));
}

/// "w/5", "PRE/3", "/5", "/s", "NEAR", "ADJ2", "AROUND(3)": the number of words, "5" where none is named;
/// empty for other words.
std::string_view nearness(std::string_view word) {
  constexpr auto kSlashed =
      std::to_array<std::string_view>({"w/", "W/", "pre/", "PRE/", "onear/", "ONEAR/", "adj/", "ADJ/", "/"});
  constexpr auto kNamed = std::to_array<std::string_view>({"NEAR", "ONEAR", "ADJ", "AROUND", "WITHIN"});
  constexpr std::string_view kUsual = "5";
  for (std::string_view name : kSlashed) {
    if (!word.starts_with(name)) continue;
    const std::string_view rest = word.substr(name.size());
    if (rest == "s" || rest == "p") return kUsual;  // in a sentence, in a paragraph
    const std::string_view number = figures(rest);
    return number.size() == rest.size() ? number : std::string_view();
  }
  for (std::string_view name : kNamed) {
    if (!word.starts_with(name)) continue;
    std::string_view rest = word.substr(name.size());
    if (rest.empty()) return kUsual;
    if (rest.size() > 2 && rest.front() == '(' && rest.back() == ')') rest = rest.substr(1, rest.size() - 2);
    const std::string_view number = figures(rest);
    return number.size() == rest.size() ? number : std::string_view();
  }
  return {};
}

}  // namespace

std::optional<ForeignSign> foreign_operator_at(std::string_view query, std::size_t i, bool part_before) {
  const std::size_t end = std::min(query.find_first_of(" \t\n", i), query.size());
  const std::string_view word = query.substr(i, end - i);
  const std::size_t next = query.find_first_not_of(" \t\n", end);
  if (!part_before || next == std::string_view::npos || !part_at(query, next)) return std::nullopt;
  if (word == "ANDNOT" || word == "BUTNOT")
    return ForeignSign{Meaning::kNot, range_of(i, word.size()), fmt::format("{} is read as NOT", word)};
  if (word == "XOR") {
    return ForeignSign{Meaning::kOr, range_of(i, word.size()),
                       "XOR is read as OR; one but not both is (a OR b) NOT (a b)"};
  }
  const std::string_view words = nearness(word);
  if (words.empty()) return std::nullopt;
  return ForeignSign{
      Meaning::kNone, range_of(i, word.size()),
      fmt::format("{} is left out; for words near each other write near/{}(a b)", word, words)};
}

const ForeignField* foreign_field(std::string_view name) {
  static constexpr auto kFields = std::to_array<ForeignField>({
      {"site", "host:", ""},
      {"domain", "host:", ""},
      {"intitle", "title:", ""},
      {"allintitle", "title:", ""},
      {"headline", "title:", ""},
      {"inurl", "url:", "*"},
      {"before", "date:..", ""},
      {"until", "date:..", ""},
      {"after", "date:", ".."},
      {"since", "date:", ".."},
      {"published", "date:", ""},
      {"publisher", "source:", ""},
      {"intext", "", ""},
      {"inbody", "", ""},
  });
  const auto same = [name](const ForeignField& field) {
    return std::ranges::equal(field.name, name, [](char a, char b) {
      return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b | 0x20) : b);
    });
  };
  const auto found = std::ranges::find_if(kFields, same);
  return found == kFields.end() ? nullptr : &*found;
}

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
    case '/':
      return i > 0 && is_blank_at(query, i - 1) ? foreign_operator_at(query, i, part_before) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace dateline::query
