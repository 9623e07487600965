#include "common/dates/year_expression.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

constexpr Token kNoToken{};
constexpr std::uint32_t kSentenceBytes = 64;  // "Juche 87 was a very glorious year"

constexpr std::array<std::string_view, 12> kNotAfterBareCjk = {"사", "대", "동안",  "간", "세월", "代",
                                                               "史", "間", " 동안", "间", "이상", "以上"};
constexpr std::array<std::string_view, 8> kAnd = {"and", "y", "e", "et", "и", "및", "과", "와"};
constexpr std::array<std::string_view, 2> kEraLabels = {"史", "사"};
constexpr std::array<std::string_view, 9> kNotAfterBareLatin = {
    "year", "years", "century", "style", "style,", "idea", "joint", "ideas", "centuries"};

template <std::size_t N>
bool begins_with_any(std::string_view text, const std::array<std::string_view, N>& list) {
  for (std::string_view s : list) {
    if (text.substr(0, s.size()) == s) return true;
  }
  return false;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Finds year expressions; positions are indexes of tokens.
class Reader {
 public:
  struct Found {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::optional<YearExpression> year;  ///< none: consumed, but no date
  };

  Reader(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  /// Where a list of years goes on behind an expression that ends at `end`: "Juche 85 (1996), 87 (1998) and
  /// 90 (2001)". The index of its next number.
  std::optional<std::size_t> next_of_list(std::size_t end) const {
    std::size_t i = end;
    if (sign(i, U',')) ++i;
    if (std::ranges::find(kAnd, raw(i)) != kAnd.end() && close(i)) ++i;
    std::uint32_t gregorian = 0;
    const bool pair = i > end && juche_number(i) && close(i) && parenthesised_year(i + 1, gregorian) != 0;
    if (!pair || gregorian != at(i).value + kJucheOffset) return std::nullopt;
    return i;
  }

  /// The number at `i` that goes on with a list, and its Gregorian year.
  Found read_listed(std::size_t i) const {
    std::uint32_t gregorian = 0;
    std::size_t end = parenthesised_year(i + 1, gregorian);
    if (at(end).is(WordClass::kYearUnit) && same_line(end) && close(end)) ++end;
    return found(i, skip_russian_year(end), make(at(i), gregorian));
  }

  /// The expression that begins at `i`, or with the parenthesis before it.
  std::optional<Found> read(std::size_t i) const {
    const Token& t = at(i);
    if (t.is(WordClass::kJuche)) {
      if (t.info.value == kJucheLatin || t.info.value == kJucheMisspelt) return latin(i);
      if (t.info.value == kJucheCjk) return cjk(i);
      return russian_word_first(i);
    }
    if (t.number()) return number_first(i);
    return std::nullopt;
  }

 private:
  const Token& at(std::size_t i) const { return i < tokens_.size() ? tokens_[i] : kNoToken; }
  bool close(std::size_t i) const { return at(i).gap <= 3 && at(i).lines <= 1; }
  bool same_line(std::size_t i) const { return at(i).lines == 0; }
  bool sign(std::size_t i, char32_t c) const { return at(i).is(c) && close(i); }
  bool juche_number(std::size_t i) const { return at(i).number() && at(i).digits <= 3; }
  bool year_number(std::size_t i) const { return has_year_size(at(i)) && close(i); }
  std::string_view raw(std::size_t i) const { return text_.substr(at(i).begin, at(i).end - at(i).begin); }
  std::string_view rest_after(std::size_t i) const { return text_.substr(at(i).end, 24); }

  static std::optional<YearExpression> make(const Token& juche, std::uint32_t gregorian) {
    const auto pair = pair_years(static_cast<int>(juche.value), static_cast<int>(gregorian));
    if (!pair) return std::nullopt;
    YearExpression year;
    year.pair = *pair;
    year.bare = gregorian == 0;
    return year;
  }

  static Found found(std::size_t begin, std::size_t end, std::optional<YearExpression> year) {
    return {begin, end, std::move(year)};
  }

  /// "(" gyear ["."] ")" at `i`, with or without a word for "year": the index behind it, 0 if it is none.
  /// `year` receives the number.
  std::size_t parenthesised_year(std::size_t i, std::uint32_t& year) const {
    if (!sign(i, U'(') || !year_number(i + 1)) return 0;
    std::size_t end = i + 2;
    if ((at(end).is(WordClass::kYearUnit) || at(end).is(WordClass::kRussianYear)) && close(end)) ++end;
    if (sign(end, U'.')) ++end;
    if (!sign(end, U')')) return 0;
    year = at(i + 1).value;
    return end + 1;
  }

  std::optional<Found> latin(std::size_t i) const {
    std::uint32_t gregorian = 0;
    if (sign(i + 1, U'(') && juche_number(i + 2) && close(i + 2) && sign(i + 3, U')') && year_number(i + 4)) {
      return found(i, i + 5, make(at(i + 2), at(i + 4).value));  // Juche (51) 1962
    }
    if (sign(i + 1, U'-') && !at(i + 2).is(WordClass::kYearWord)) return hyphened(i);
    std::size_t n = i + 1;
    if (sign(n, U'-') && at(n + 1).is(WordClass::kYearWord) && at(n + 1).gap == 0) ++n;  // Juche-Jahr 108
    if (at(n).is(WordClass::kYearWord) && close(n)) ++n;                                 // Juche Year 108
    if (!juche_number(n) || !close(n)) return std::nullopt;
    if (const std::size_t end = parenthesised_year(n + 1, gregorian))
      return found(i, end, make(at(n), gregorian));
    if (at(i).info.value == kJucheMisspelt) return std::nullopt;
    for (const char32_t separator : {U'-', U'/'}) {
      if (auto stamp = stamp_only(i, n, separator)) return stamp;
    }
    if (sign(n + 1, U',')) {
      if (const std::size_t end = parenthesised_year(n + 2, gregorian))
        return found(i, end, make(at(n), gregorian));
    }
    if (auto span = latin_span(i, n)) return span;
    if (sign(n + 1, U')') && i > 0 && close(i) && at(i - 1).is(U'(') && year_number(n + 2)) {
      return found(i - 1, n + 3, make(at(n), at(n + 2).value));  // (Juche 71) 1982
    }
    if (const std::size_t end = loose_year(n)) return found(i, end, make(at(n), at(n).value + kJucheOffset));
    return latin_bare(i, n);
  }

  /// "Juche-108 (2019)"; without a Gregorian year it counts only where month and day stand beside it.
  std::optional<Found> hyphened(std::size_t i) const {
    const std::size_t n = i + 2;
    if (at(i + 1).gap != 0 || at(n).gap != 0 || !juche_number(n)) return std::nullopt;
    std::uint32_t gregorian = 0;
    if (const std::size_t end = parenthesised_year(n + 1, gregorian)) {
      return found(i, skip_russian_year(end), make(at(n), gregorian));
    }
    if (at(i).info.value == kJucheMisspelt) return std::nullopt;
    for (const char32_t separator : {U'-', U'.'}) {
      if (auto stamp = stamp_only(i, n, separator)) return stamp;
    }
    if (end_of_number_is_odd(n)) return std::nullopt;
    // "September 9, Juche-108", "9 September Juche-108"
    const std::size_t before = i > 0 && at(i - 1).is(U',') ? i - 1 : i;
    const bool dated = before >= 2 && ((at(before - 1).number() && at(before - 2).is(WordClass::kMonth)) ||
                                       (at(before - 1).is(WordClass::kMonth) && at(before - 2).number()));
    if (!dated) return std::nullopt;
    auto year = make(at(n), 0);
    if (year) year->alone = false;
    return found(i, n + 1, year);
  }

  /// "the 108th year of Juche (2019)", "the 108th year of the Juche era", "year 108 of the Juche era"
  std::optional<Found> ordinal_first(std::size_t i) const {
    const bool ordinal = at(i + 1).is(WordClass::kOrdinal) && at(i + 1).gap == 0 &&
                         at(i + 2).is(WordClass::kYearWord) && close(i + 2);
    const bool named = i > 0 && at(i - 1).is(WordClass::kYearWord) && close(i);
    const std::size_t of = ordinal ? i + 3 : i + 1;
    if ((!ordinal && !named) || !at(of).is(WordClass::kOf) || !close(of)) return std::nullopt;
    std::size_t word = of + 1;
    if (at(word).is(WordClass::kThe) && close(word)) ++word;
    if (!at(word).is(WordClass::kJuche) || !close(word)) return std::nullopt;
    std::size_t end = word + 1;
    const bool era = at(end).is(WordClass::kEra) || raw(end) == "calendar";
    if (era && close(end)) ++end;
    std::uint32_t gregorian = 0;
    if (const std::size_t paren = parenthesised_year(end, gregorian))
      return found(i, paren, make(at(i), gregorian));
    // "the 100th year of Juche Korea", "… of Juche-oriented art", "… of the Juche idea" count something else.
    const Token& next = at(end);
    const bool goes_on =
        next.is(U'-') || (next.type == Token::Type::kWord && same_line(end) &&
                          (next.capital || raw(end).starts_with("idea") || raw(end) == "philosophy"));
    if (!era && goes_on) return std::nullopt;
    return found(i, end, make(at(i), 0));
  }

  /// A Gregorian year that is not in parentheses but is the right one: "Juche 37, 1948", "Juche 59 '1970'".
  std::size_t loose_year(std::size_t n) const {
    std::size_t y = n + 1;
    const bool quoted = sign(y, U'\'');
    if (quoted || sign(y, U',') || sign(y, U'/') || (raw(y) == "or" && close(y))) ++y;
    if (!year_number(y) || at(y).value != at(n).value + kJucheOffset) return 0;
    if (quoted && !sign(y + 1, U'\'')) return 0;
    return quoted ? y + 2 : y + 1;
  }

  /// "Juche 87-89 (1998-2000)", "Juche 87-89 (1998, 1999 and 2000)", "Juche 87-Juche 89 (1998-2000)",
  /// "Juche 87-89", "Juche 50s (1960s)".
  std::optional<Found> latin_span(std::size_t i, std::size_t n) const {
    if (at(n + 1).gap == 0 && at(n + 1).type == Token::Type::kWord && raw(n + 1) == "s") {
      if (!sign(n + 2, U'(') || !year_number(n + 3) || raw(n + 4) != "s" || !sign(n + 5, U')')) {
        return found(i, n + 2, std::nullopt);
      }
      auto year = make(at(n), at(n + 3).value);
      if (year) year->decade = true, year->pair.conflict = false;
      return found(i, n + 6, year);
    }
    std::size_t second = n + 1;
    const bool hyphen = sign(second, U'-');
    if (!hyphen && !(at(second).is(WordClass::kTo) && close(second))) return std::nullopt;
    ++second;
    if (at(second).is(WordClass::kJuche) && close(second)) ++second;
    if (!juche_number(second) || !close(second) || at(second).value <= at(n).value) return std::nullopt;
    auto year = make(at(n), 0);
    const auto last = gregorian_year(static_cast<int>(at(second).value));
    if (!year || !last) return std::nullopt;
    const std::size_t end = second + 1;
    const std::size_t open = sign(end, U',') ? end + 1 : end;
    if (sign(open, U'(') && year_number(open + 1)) {
      std::size_t y = open + 1;
      std::uint32_t end_year = at(y).value;
      while ((sign(y + 1, U'-') || sign(y + 1, U',') || at(y + 1).is(WordClass::kAnd)) &&
             year_number(y + 2)) {
        y += 2;
        end_year = at(y).value;
      }
      if (!sign(y + 1, U')') || end_year < at(open + 1).value) return std::nullopt;
      year = make(at(n), at(open + 1).value);
      year->last_gregorian = static_cast<int>(end_year);
      return found(i, y + 2, year);
    }
    if (!hyphen || at(n + 1).gap != 0 || at(second).gap != 0 || end_of_number_is_odd(second))
      return std::nullopt;
    year->last_gregorian = *last;
    year->alone = has_latin_context(i);
    return found(i, end, year);
  }

  bool end_of_number_is_odd(std::size_t n) const {
    const std::string_view after = rest_after(n);
    if (after.empty()) return false;
    if (after[0] == '%' || is_letter(after[0])) return true;
    if (after[0] == '-') return after.substr(0, 2) != "--" && !at(n + 2).is(WordClass::kJuche);
    return false;
  }

  std::optional<Found> latin_bare(std::size_t i, std::size_t n) const {
    if (end_of_number_is_odd(n)) return std::nullopt;
    if (at(n + 1).type == Token::Type::kWord && same_line(n + 1)) {
      std::string word(raw(n + 1).substr(0, 12));
      word[0] = static_cast<char>(word[0] | 0x20);
      for (std::string_view other : kNotAfterBareLatin) {
        if (word == other) return std::nullopt;
      }
    }
    auto year = make(at(n), 0);
    if (!year) return std::nullopt;
    year->alone = has_latin_context(i) || is_enclosed(i, n) || is_called_year(n);
    return found(i, n + 1, year);
  }

  /// "(Juche 1)", "\"Juche 90\""
  bool is_enclosed(std::size_t i, std::size_t n) const {
    if (i == 0 || at(i).gap != 0 || at(n + 1).gap != 0) return false;
    const Token& open = at(i - 1);
    const Token& shut = at(n + 1);
    return (open.is(U'(') && shut.is(U')')) || (open.is(U'"') && shut.is(U'"')) ||
           (open.is(char32_t{0x201C}) && shut.is(char32_t{0x201D}));
  }

  /// "Juche 87 is a year of …", "Juche 87 was a very glorious year"
  bool is_called_year(std::size_t n) const {
    for (std::size_t i = n + 1; i <= n + 6; ++i) {
      if (at(i).type != Token::Type::kWord || at(i).lines > 0 || at(i).gap > 3) return false;
      if (at(i).begin - at(n).end > kSentenceBytes) return false;
      if (i > n + 1 && raw(i) == "year") return true;
    }
    return false;
  }

  /// Rule 4.4: what makes "Juche 112" a year and not a name.
  bool has_latin_context(std::size_t i) const {
    if (i == 0 || at(i).lines > 0) return true;
    const Token& before = at(i - 1);
    if (before.type == Token::Type::kBreak || !close(i)) return false;
    if (before.is(WordClass::kTo) || before.is(WordClass::kPreposition) || before.is(WordClass::kOf) ||
        before.is(WordClass::kYearWord) || before.is(WordClass::kMonth) || before.is(WordClass::kAnd)) {
      return true;
    }
    if (before.is(WordClass::kThe) && i >= 2) {
      return at(i - 2).is(WordClass::kPreposition) || at(i - 2).is(WordClass::kOf);
    }
    if (!before.is(U',') || i < 2) return false;
    return at(i - 2).number() || at(i - 2).is(WordClass::kYearWord) || raw(i - 2) == "Day";
  }

  std::optional<Found> cjk(std::size_t i) const {
    const std::size_t n = i + 1;
    if (!juche_number(n) || !close(n)) return std::nullopt;
    std::size_t next = n + 1;
    if (at(next).is(WordClass::kDecadeUnit) && close(next)) return found(i, next + 1, std::nullopt);
    const bool unit = at(next).is(WordClass::kYearUnit) && close(next);
    std::uint32_t gregorian = 0;
    if (const std::size_t end = parenthesised_year(next + (unit ? 1 : 0), gregorian)) {
      auto year = make(at(n), gregorian);
      if (!year) return found(i, end, std::nullopt);
      return with_unit(i, end, *year, unit);
    }
    if (unit) {
      if (begins_with_any(rest_after(next), kEraLabels)) return found(i, next + 1, std::nullopt);
      if (begins_with_any(rest_after(next), kNotAfterBareCjk)) return std::nullopt;
      auto year = make(at(n), 0);
      if (year) year->unit = true;
      return found(i, next + 1, year);
    }
    if (at(next).is(WordClass::kSchoolYear) && close(next)) {
      auto year = make(at(n), 0);
      if (year) year->unit = year->academic = true;
      return found(i, next + 1, year);
    }
    for (const char32_t separator : {U'-', U'/'}) {
      if (auto stamp = stamp_only(i, n, separator)) return stamp;
    }
    return stamp_only(i, n);
  }

  /// A number without a word for "year" counts only where month and day follow: "주체112.9.14".
  std::optional<Found> stamp_only(std::size_t i, std::size_t n, char32_t separator = U'.') const {
    if (!sign(n + 1, separator) || !at(n + 2).number() || !close(n + 2)) return std::nullopt;
    // A hyphen may also join the ends of a range: "Juche 87-89".
    const bool whole = sign(n + 3, separator) && at(n + 4).number() && at(n + 4).digits <= 2;
    if ((separator != U'.' || at(i + 1).is(U'-')) && (!whole || at(n + 1).gap != 0 || at(n + 3).gap != 0))
      return std::nullopt;
    auto year = make(at(n), 0);
    if (!year) return std::nullopt;
    year->alone = false;
    return found(i, n + 1, year);
  }

  std::optional<Found> with_unit(std::size_t i, std::size_t end, YearExpression year,
                                 bool unit_before) const {
    year.unit = unit_before;
    if (at(end).is(WordClass::kDecadeUnit) && close(end)) return found(i, end + 1, std::nullopt);
    if (at(end).is(WordClass::kYearUnit) && same_line(end) && close(end)) {
      year.unit = true;
      return found(i, end + 1, year);
    }
    if (at(end).is(WordClass::kSchoolYear) && same_line(end) && close(end)) {
      year.unit = year.academic = true;
      return found(i, end + 1, year);
    }
    return found(i, end, year);
  }

  std::size_t skip_russian_year(std::size_t i) const {
    if (!at(i).is(WordClass::kRussianYear) || !close(i)) return i;
    return raw(i).size() == 2 && sign(i + 1, U'.') ? i + 2 : i + 1;  // "г."
  }

  std::size_t russian_juche(std::size_t i) const {
    if (at(i).is(WordClass::kEra) && close(i)) ++i;
    return at(i).is(WordClass::kJuche) && at(i).info.value == kJucheRussian && close(i) ? i + 1 : 0;
  }

  std::optional<Found> russian_word_first(std::size_t i) const {
    if (sign(i + 1, U'-')) return hyphened(i);
    const std::size_t n = i + 1;
    if (!juche_number(n) || !close(n)) return std::nullopt;
    std::uint32_t gregorian = 0;
    if (const std::size_t end = parenthesised_year(n + 1, gregorian)) {
      return found(i, skip_russian_year(end), make(at(n), gregorian));
    }
    for (const char32_t separator : {U'-', U'/'}) {
      if (auto stamp = stamp_only(i, n, separator)) return stamp;
    }
    return stamp_only(i, n);
  }

  std::optional<Found> number_first(std::size_t i) const {
    if (has_year_size(at(i))) return gregorian_first(i);
    if (!juche_number(i)) return std::nullopt;
    if (auto ordinal = ordinal_first(i)) return ordinal;
    if (auto russian = russian_number_first(i)) return russian;
    return romance_number_first(i);
  }

  /// "88-й", "88-м": the index behind the ending of the number at `i`; without one, behind the number.
  std::size_t skip_russian_ending(std::size_t i) const {
    const bool ending = at(i + 1).is(U'-') && at(i + 1).gap == 0 && at(i + 2).gap == 0 &&
                        is_russian_ending(raw(i + 2)) && at(i + 3).is(WordClass::kRussianYear);
    return ending ? i + 3 : i + 1;
  }

  /// 31 года чучхе (1942); 112 (2023) года чучхе; 99 год чучхе; в 99-м году чучхе.
  std::optional<Found> russian_number_first(std::size_t i) const {
    std::uint32_t gregorian = 0;
    if (const std::size_t paren = parenthesised_year(i + 1, gregorian)) {
      const std::size_t end = russian_juche(skip_russian_year(paren));
      if (end == 0) return std::nullopt;
      return found(i, end, make(at(i), gregorian));
    }
    const std::size_t number_end = skip_russian_ending(i);
    const std::size_t unit = skip_russian_year(number_end);
    const std::size_t word = russian_juche(unit);
    if (word == 0) return std::nullopt;
    if (const std::size_t end = parenthesised_year(word, gregorian)) {
      return found(i, skip_russian_year(end), make(at(i), gregorian));
    }
    if (unit == number_end) return std::nullopt;
    auto year = make(at(i), 0);
    return found(i, word, year);
  }

  /// "[,] de [la] [era] Juche" at `i`: the index behind it, 0 if it is none. Also "du Juche", "de l'ère
  /// Juche".
  std::size_t romance_juche(std::size_t i) const {
    if (sign(i, U',')) ++i;
    if (!at(i).is(WordClass::kDe) || !close(i)) return 0;
    ++i;
    if (at(i).is(WordClass::kArticle) && close(i)) ++i;
    if (sign(i, U'\'')) ++i;
    if (at(i).is(WordClass::kEra) && close(i)) ++i;
    if (at(i).is(WordClass::kDe) && close(i)) ++i;
    return at(i).is(WordClass::kJuche) && at(i).info.value == kJucheLatin && close(i) ? i + 1 : 0;
  }

  /// 104 de la era Juche (2015); 104 (2015) de la Era Juche; 104 du Juche (2015).
  std::optional<Found> romance_number_first(std::size_t i) const {
    std::uint32_t gregorian = 0;
    if (const std::size_t paren = parenthesised_year(i + 1, gregorian)) {
      const std::size_t end = romance_juche(paren);
      if (end == 0) return std::nullopt;
      return found(i, end, make(at(i), gregorian));
    }
    const std::size_t word = romance_juche(i + 1);
    if (word == 0) return std::nullopt;
    if (const std::size_t end = parenthesised_year(word, gregorian))
      return found(i, end, make(at(i), gregorian));
    const bool era = raw(word - 2).size() > 2;  // "104 de la era Juche", not "3 de Juche"
    const bool named = i > 0 && close(i) && at(i - 1).is(WordClass::kYearWord);
    if (!era && !named) return std::nullopt;
    return found(i, word, make(at(i), 0));
  }

  /// 2018 года (107 чучхе); 2023 (Juche 112); 2023(주체112)년.
  std::optional<Found> gregorian_first(std::size_t i) const {
    if (!is_plain_year(text_, at(i)) && !(i > 0 && at(i - 1).is(U'.'))) return std::nullopt;
    std::size_t open = skip_russian_year(i + 1);
    if (at(open).is(WordClass::kYearUnit) && close(open)) ++open;
    if (!sign(open, U'(')) return std::nullopt;
    std::size_t n = open + 1;
    if (at(n).is(WordClass::kJuche) && close(n) && juche_number(n + 1) && close(n + 1)) {
      std::size_t close_paren = n + 2;
      if (at(close_paren).is(WordClass::kYearUnit) && close(close_paren)) ++close_paren;
      if (!sign(close_paren, U')')) return std::nullopt;
      auto year = make(at(n + 1), at(i).value);
      if (!year) return std::nullopt;
      return with_unit(i, close_paren + 1, *year, open > i + 1);
    }
    if (!juche_number(n) || !close(n)) return std::nullopt;
    const std::size_t word = russian_juche(skip_russian_year(n + 1));
    if (word == 0 || !sign(word, U')')) return std::nullopt;
    return found(i, word + 1, make(at(n), at(i).value));
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void fold_year_expressions(std::string_view normal, std::vector<Token>& tokens,
                           std::vector<YearExpression>& years) {
  years.clear();
  // Reading looks ahead in the tokens that are still as they were, and back at most two already folded ones.
  const Reader reader(normal, tokens);
  std::size_t kept = 0;
  std::optional<std::size_t> listed;  // the next number of a list of years
  std::size_t i = 0;
  while (i < tokens.size()) {
    const Token& t = tokens[i];
    const bool candidate = t.number() || t.is(WordClass::kJuche);
    const auto found = !candidate    ? std::nullopt
                       : i == listed ? std::optional(reader.read_listed(i))
                                     : reader.read(i);
    if (!found) {
      if (kept != i) tokens[kept] = t;
      ++kept;
      ++i;
      continue;
    }
    Token folded = tokens[found->begin];
    folded.end = tokens[found->end - 1].end;
    folded.type = found->year ? Token::Type::kYear : Token::Type::kOther;
    folded.info = {};
    folded.value = static_cast<std::uint32_t>(years.size());
    if (found->year) years.push_back(*found->year);
    if (found->begin < i) --kept;  // the parenthesis before the Juche word
    tokens[kept++] = folded;
    i = found->end;
    listed = found->year && !found->year->bare ? reader.next_of_list(i) : std::nullopt;
  }
  tokens.resize(kept);
}

}  // namespace dateline::dates
