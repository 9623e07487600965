#include "common/dates/year_words.h"

#include <algorithm>
#include <array>

namespace dateline::dates {
namespace {

// Words in -s that are no plural nouns, and plurals without it.
constexpr std::array<std::string_view, 22> kNoPlurals = {
    "across",  "afterwards", "always", "as",   "besides", "does",   "has",  "his",
    "is",      "its",        "later",  "less", "perhaps", "plus",   "thus", "this",
    "towards", "unless",     "us",     "was",  "was,",    "whereas"};
constexpr auto kCounted = std::to_array<std::string_view>(
    {"people",     "men",     "women",   "children", "won",     "percent",  "hectare",  "ton",
     "square",     "cubic",   "odd",     "odd-",     "strong",  "million",  "billion",  "hundred",
     "thousand",   "persons", "человек", "тысяч",    "тонн",    "гектаров", "домов",    "рублей",
     "километров", "метров",  "семей",   "мест",     "жителей", "деревьев", "Menschen", "Personen"});
constexpr std::array<std::string_view, 16> kSpans = {"사", "대",   "동안", "간",    "세월", "代",
                                                     "史", "間",   "间",   " 동안", " 전",  "전에",
                                                     "前", "이상", "以上", "여"};

constexpr std::array<std::string_view, 8> kRussianEndings = {"го", "й", "м", "ого", "ый", "ом", "му", "ому"};

}  // namespace

bool counts_things(const TokenStream& s, std::size_t i) {
  const Token& next = s.at(i + 1);
  if (next.is(U'-') && s.glued(i + 1) && s.at(i + 2).type == Token::Type::kWord && s.glued(i + 2)) {
    if (is_russian_ending(s.raw(i + 2))) return false;
    return !s.is_month_name(i + 2, kEnglish) && !s.at(i + 2).is(WordClass::kJuche);
  }
  if (next.type != Token::Type::kWord || next.cjk || !s.soft(i + 1)) return false;
  const std::string_view word = s.raw(i + 1);
  if (std::find(kCounted.begin(), kCounted.end(), word) != kCounted.end()) return true;
  if (next.capital || word.size() < 3 || word.back() != 's' || word[word.size() - 2] == 's') return false;
  return std::find(kNoPlurals.begin(), kNoPlurals.end(), word) == kNoPlurals.end();
}

bool is_russian_ending(std::string_view word) {
  return std::find(kRussianEndings.begin(), kRussianEndings.end(), word) != kRussianEndings.end();
}

std::size_t skip_russian_ending(const TokenStream& s, std::size_t i) {
  return s.at(i).is(U'-') && s.glued(i) && s.glued(i + 1) && is_russian_ending(s.raw(i + 1)) ? i + 2 : i;
}

bool is_short_korean_year(const TokenStream& s, std::size_t i) {
  constexpr std::uint32_t kOldest = 10;  // "2년", "3년" are spans
  return i >= 2 && s.raw(i - 1) == "년" && s.glued(i - 1) && s.at(i - 2).number() &&
         s.at(i - 2).digits == 2 && s.at(i - 2).value >= kOldest;
}

bool measures_years(const TokenStream& s, std::size_t i) {
  const std::string_view after = s.after(i);
  return std::any_of(kSpans.begin(), kSpans.end(),
                     [after](std::string_view span) { return after.substr(0, span.size()) == span; });
}

}  // namespace dateline::dates
