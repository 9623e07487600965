// Dates with month names: English, Spanish, French, German, Russian, Slovak.

#include <algorithm>
#include <array>

#include "common/dates/date_lists.h"
#include "common/dates/day_suffix.h"
#include "common/dates/one_of.h"
#include "common/dates/token_stream.h"
#include "common/dates/worded_days.h"
#include "common/dates/year_tail.h"
#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

constexpr unsigned kAnyLanguage = 0xFF;
constexpr unsigned kNotEnglish = kSpanish | kFrench | kGerman | kRussian | kSlovak;
constexpr std::array<std::string_view, 5> kRussianOrdinals = {"го", "е", "ое", "ого", "му"};

class Western {
 public:
  Western(const TokenStream& s, std::size_t start, Match& best) : s_(s), start_(start), best_(best) {}

  void month_first() {
    if (!s_.at(start_).is(WordClass::kMonth)) return;
    if (!s_.is_small_month(start_)) worded_days();
    if ((s_.at(start_).info.languages & kEnglish) != 0) {
      month_day_forms();
      month_signs();
    }
    if (!s_.is_small_month(start_)) month_year_forms();
  }

  /// "lunar January 15"
  void lunar_first() {
    if (!s_.at(start_).is(WordClass::kLunarWord)) return;
    DateParts d;
    if (const std::size_t end = month_day(start_ + 1, d))
      month_and_day(end, d, Kind::kLunar, Precision::kLunar);
  }

  void day_first() {
    if (!s_.at(start_).is(WordClass::kFirst) && !s_.is_day(start_)) return;
    day_month_forms();
    day_signs();
  }

  /// "2014 Oct 31", "2017/Oct/31", "2024 Aug."
  void plain_year_first() {
    if (!s_.at(start_ + 1).is(WordClass::kMonth) && !s_.at(start_ + 2).is(WordClass::kMonth)) return;
    DateParts d;
    if (!has_year_size(s_.at(start_)) || !is_plain_year(s_.text(), s_.at(start_)) ||
        s_.year(start_, d) != start_ + 1)
      return;
    const std::size_t sign = start_ + 1;
    const bool joined = is_sign(sign) && s_.glued(sign) && s_.glued(sign + 1);
    const std::size_t month = joined || s_.sign(sign, U',') ? sign + 1 : sign;
    if (joined) {
      d.month = s_.at(month).info.value;
      if (s_.at(month).is(WordClass::kMonth) && s_.at(month + 1).is(s_.at(sign).value) &&
          s_.glued(month + 1) && s_.glued(month + 2) && s_.is_day(month + 2)) {
        d.day = static_cast<std::uint8_t>(s_.at(month + 2).value);
        single(month + 3, d);
      }
      return;
    }
    if (!s_.soft(month)) return;
    if (const std::size_t end = month_day(month, d)) {
      if (!names_something(s_, start_, end)) single(end, d);
      return;
    }
    const std::size_t end = month == sign ? english_month(month, d) : 0;
    if (end == 0 || s_.is_small_month(month)) return;
    // "2012 April Spring Festival"
    const bool named = s_.at(end).type == Token::Type::kWord && s_.at(end).capital && s_.same_line(end);
    if (!named && !s_.at(end).number()) single(end, d);
  }

  /// "Juche 112, September 14".
  void year_first() {
    DateParts d;
    if (s_.at(start_).type != Token::Type::kYear) return;
    std::size_t j = s_.year(start_, d);
    if (j == 0 || s_.year_of(s_.at(start_)).unit) return;
    if (s_.sign(j, U',')) ++j;
    if (const std::size_t end = month_day(j, d)) single(end, d);
  }

 private:
  /// "the ninth of September, 2019", "первого мая 2019 года", "September the ninth, 2019": days in words
  /// count with their year alone.
  void worded_days() {
    DateParts d;
    d.month = s_.at(start_).info.value;
    const std::size_t month_end = skip_dot(start_ + 1);
    if (s_.at(month_end).is(WordClass::kThe)) {
      const auto day = worded_day_beginning(s_, month_end + 1);
      if (!day) return;
      d.day = static_cast<std::uint8_t>(day->day);
      if (const std::size_t end = year_tail(s_, day->end, d, true)) single(end, d);
      return;
    }
    if (start_ == 0 || !s_.follows(start_)) return;
    std::size_t last = start_ - 1;
    const bool of = s_.at(last).is(WordClass::kOf) || s_.at(last).is(WordClass::kDe);
    if (of && last > 0 && s_.follows(last)) --last;
    const std::string_view word = s_.raw(last);
    const bool needs_of =
        word.empty() || static_cast<unsigned char>(word.front()) < 0x80;  // Russian has none
    if (needs_of && last + 1 == start_) return;
    const auto day = worded_day_ending(s_, last);
    if (!day) return;
    d.day = static_cast<std::uint8_t>(day->day);
    back_ = start_ - day->begin;
    if (const std::size_t end = year_tail(s_, month_end, d, true)) single(end, d);
    back_ = 0;
  }

  /// A month in small letters counts only with a day and a year: "september 9, 2019", not "may 9 of them".
  void accept(std::size_t end, const Candidate& c) {
    const bool whole = c.last.has_year && c.last.day != 0;
    for (std::size_t i = start_; i < end && !whole; ++i) {
      if (s_.is_small_month(i)) return;
    }
    best_.consider(end, c, back_);
  }

  void single(std::size_t end, const DateParts& last) {
    Candidate c;
    c.last = last;
    accept(end, c);
  }

  void range(std::size_t end, const DateParts& first, const DateParts& last) {
    Candidate c;
    c.precision = Precision::kRange;
    c.first = first;
    c.last = last;
    accept(end, c);
  }

  /// A range whose ends may have to stand for themselves, when no year is known, or always.
  void range_of_days(std::size_t end, const DateParts& first, std::size_t first_end, const DateParts& last,
                     std::size_t last_begin, bool two_days = false) {
    Candidate c;
    c.precision = Precision::kRange;
    c.two_days = two_days;
    c.first = first;
    c.last = last;
    c.first_end = s_.at(first_end - 1).end;
    c.last_begin = s_.at(last_begin).begin;
    accept(end, c);
  }

  void month_and_day(std::size_t end, const DateParts& last, Kind kind, Precision precision) {
    Candidate c;
    c.kind = kind;
    c.precision = precision;
    c.last = last;
    accept(end, c);
  }

  /// A month and day of the moon's calendar or of a name.
  void not_of_a_year(std::size_t end, const DateParts& d) {
    if (const std::size_t lunar = lunar_suffix(s_, end)) {
      month_and_day(lunar, d, Kind::kLunar, Precision::kLunar);
    } else if (names_something(s_, start_, end)) {
      month_and_day(end, d, Kind::kName, Precision::kMonthDay);
    }
  }

  /// Full stop of an abbreviation.
  std::size_t skip_dot(std::size_t i) const { return s_.at(i).is(U'.') && s_.glued(i) ? i + 1 : i; }

  std::size_t ordinal(std::size_t i) const {
    return s_.at(i).is(WordClass::kOrdinal) && s_.at(i).gap <= 1 && s_.same_line(i) ? i + 1 : i;
  }

  std::size_t english_month(std::size_t i, DateParts& d) const {
    if (!s_.soft(i) || !is_month(i, kEnglish)) return 0;
    d.month = s_.at(i).info.value;
    return skip_dot(i + 1);
  }

  bool is_month(std::size_t i, unsigned languages) const {
    return s_.at(i).is(WordClass::kMonth) && (s_.at(i).info.languages & languages) != 0;
  }
  bool is_sign(std::size_t i) const { return s_.at(i).is(U'-') || s_.at(i).is(U'/') || s_.at(i).is(U'.'); }

  /// A year of four figures behind a sign, and the end of what is written together.
  bool ends_in_year(std::size_t i, DateParts& d) const {
    if (!has_year_size(s_.at(i)) || !s_.glued(i)) return false;
    const std::string_view after = s_.after(i);
    const bool more = !after.empty() && (after[0] == '-' || after[0] == '/' || (after[0] | 0x20) >= 'a');
    if (more && !after.starts_with("--")) return false;
    d.has_year = true;
    d.year = YearPair{};
    d.year.gregorian = static_cast<int>(s_.at(i).value);
    return true;
  }

  /// 09-Sep-2019, 9/Sep/2019, 9.IX.2019, 09SEP2019
  void day_signs() {
    const std::size_t sign = start_ + 1;
    if (!s_.at(start_).number() || !s_.glued(sign)) return;
    if (s_.at(sign).is(WordClass::kMonth)) {
      DateParts d;
      d.day = static_cast<std::uint8_t>(s_.at(start_).value);
      d.month = s_.at(sign).info.value;
      if (ends_in_year(sign + 1, d)) single(sign + 2, d);
      return;
    }
    if (!is_sign(sign) || s_.at(sign + 1).type != Token::Type::kWord || !s_.glued(sign + 1)) return;
    const unsigned month =
        s_.at(sign + 1).is(WordClass::kMonth) ? s_.at(sign + 1).info.value : roman_month(s_.raw(sign + 1));
    if (month == 0) return;
    if (!s_.at(sign + 2).is(s_.at(sign).value) || !s_.glued(sign + 2)) return;
    DateParts d;
    d.day = static_cast<std::uint8_t>(s_.at(start_).value);
    d.month = static_cast<std::uint8_t>(month);
    if (ends_in_year(sign + 3, d)) single(sign + 4, d);
  }

  /// Sep-09-2019, Aug-2024
  void month_signs() {
    const std::size_t sign = start_ + 1;
    if ((!s_.at(sign).is(U'-') && !s_.at(sign).is(U'/')) || !s_.glued(sign) || !s_.glued(sign + 1)) return;
    DateParts d;
    d.month = s_.at(start_).info.value;
    if (ends_in_year(sign + 1, d)) return single(sign + 2, d);
    if (!s_.is_day(sign + 1) || !s_.at(sign + 2).is(s_.at(sign).value) || !s_.glued(sign + 2)) return;
    d.day = static_cast<std::uint8_t>(s_.at(sign + 1).value);
    if (ends_in_year(sign + 3, d)) single(sign + 4, d);
  }

  /// mon-en [the] day [ord]
  std::size_t month_day(std::size_t i, DateParts& d) const {
    std::size_t j = english_month(i, d);
    if (j == 0) return 0;
    if (s_.word(j, WordClass::kThe)) ++j;
    if (!s_.soft(j) || !s_.is_day(j)) return 0;
    d.day = static_cast<std::uint8_t>(s_.at(j).value);
    return ordinal(j + 1);
  }

  /// day [ord | "."] [of | de] mon
  std::size_t day_month(std::size_t i, DateParts& d) const {
    std::size_t j = day_number(i, d);
    if (j == 0) return 0;
    return month_after_day(j, d);
  }

  std::size_t day_number(std::size_t i, DateParts& d) const {
    if (!s_.soft(i)) return 0;
    if (s_.at(i).is(WordClass::kFirst)) {
      d.day = 1;
      return i + 1;
    }
    if (!s_.is_day(i)) return 0;
    d.day = static_cast<std::uint8_t>(s_.at(i).value);
    const std::size_t j = ordinal(i + 1);
    if (j > i + 1) return j;
    if (d.day == 1) {
      // "1º de enero", "1.º", "1°"
      const std::size_t sign = skip_dot(j);
      if (s_.glued(sign) && (s_.raw(sign) == "o" || s_.raw(sign) == "°")) return sign + 1;
    }
    // "9-го сентября"
    if (s_.at(j).is(U'-') && s_.glued(j) && s_.glued(j + 1) && one_of(s_.raw(j + 1), kRussianOrdinals))
      return j + 2;
    if (i == start_ && is_quoted(i)) return j + 1;
    return skip_dot(j);
  }

  /// «9» сентября, "9" сентября
  bool is_quoted(std::size_t i) const {
    if (i == 0 || !s_.glued(i) || !s_.glued(i + 1)) return false;
    const Token& open = s_.at(i - 1);
    const Token& shut = s_.at(i + 1);
    return (open.is(char32_t{0xAB}) && shut.is(char32_t{0xBB})) || (open.is(U'"') && shut.is(U'"')) ||
           (open.is(char32_t{0x201C}) && shut.is(char32_t{0x201D}));
  }

  std::size_t month_after_day(std::size_t j, DateParts& d) const {
    bool romance = false;
    if (s_.soft(j) && s_.raw(j) == "day" && s_.word(j + 1, WordClass::kOf)) ++j;  // "the 2nd day of October"
    if (s_.word(j, WordClass::kOf)) {
      ++j;
    } else if (s_.word(j, WordClass::kDe)) {
      romance = true;
      ++j;
      if (s_.sign(j, U'\'')) ++j;  // d'avril
    }
    if (!s_.soft(j) || !is_month(j, romance ? kSpanish | kFrench : kAnyLanguage)) return 0;
    d.month = s_.at(j).info.value;
    return skip_dot(j + 1);
  }

  void month_day_forms() {
    DateParts first;
    const std::size_t day_end = month_day(start_, first);
    if (day_end == 0) return;
    not_of_a_year(day_end, first);
    single(day_end, first);
    days_of_month(day_end, first);
    const std::size_t year_end = year_tail(s_, day_end, first, true);
    if (year_end != 0) single(year_end, first);
    range_of_month_days(year_end != 0 ? year_end : day_end, first);
  }

  /// mon-en day to|and day [","] [Y]
  void days_of_month(std::size_t i, const DateParts& first) {
    std::size_t j = s_.to(i);
    const bool listed = j == 0 && s_.word(i, WordClass::kAnd);
    if (listed) j = i + 1;
    if (j == 0) return;
    if (s_.word(j, WordClass::kThe)) ++j;
    if (!s_.soft(j) || !s_.is_day(j)) return;
    DateParts last;
    last.month = first.month;
    last.day = static_cast<std::uint8_t>(s_.at(j).value);
    if (last.day <= first.day) return;
    const std::size_t end = ordinal(j + 1);
    const std::size_t year_end = year_tail(s_, end, last, true);
    if (listed &&
        (year_end != 0 ? are_two_days(first, last) : ends_day_list(s_, j, end) && !after_between())) {
      return range_of_days(year_end != 0 ? year_end : end, first, i, last, j, true);
    }
    if (year_end != 0) return range(year_end, first, last);
    if (!listed && !s_.is_month_name(end, kAnyLanguage)) range_of_days(end, first, i, last, j);
  }

  /// "July 11 and 19" are two days, "May 6 and 7" and "between May 6 and 9" all that lies between.
  bool are_two_days(const DateParts& first, const DateParts& last) const {
    return last.day > first.day + 1 && !after_between();
  }

  /// "between [the] …" before the date.
  bool after_between() const {
    return (start_ >= 1 && says_between(s_.raw(start_ - 1))) ||
           (start_ >= 2 && says_between(s_.raw(start_ - 2)));
  }

  /// mon-en day [Y] to mon-en day [","] [Y]
  void range_of_month_days(std::size_t i, const DateParts& first) {
    const std::size_t j = s_.to(i);
    if (j == 0) return;
    DateParts last;
    const std::size_t end = month_day(j, last);
    if (end == 0) return range_to_month(j, first);
    const std::size_t year_end = year_tail(s_, end, last, true);
    if (year_end == 0 && first.has_year) return;  // "from May 1, 2019 to June 3" leaves the end open
    range_of_days(year_end != 0 ? year_end : end, first, i, last, j);
  }

  /// mon-en day to mon-en [","] Y: "from Aug. 1 to December, Juche 96"
  void range_to_month(std::size_t i, const DateParts& first) {
    DateParts last;
    const std::size_t end = english_month(i, last);
    if (end == 0) return;
    if (const std::size_t year_end = year_tail(s_, end, last, false)) range(year_end, first, last);
  }

  void month_year_forms() {
    const bool english = s_.is_month_name(start_, kEnglish);
    DateParts first;
    first.month = s_.at(start_).info.value;
    const std::size_t month_end = skip_dot(start_ + 1);
    if (s_.raw(start_) == "Mars") return;  // the planet, and what flies there
    const std::size_t year_end = year_tail(s_, month_end, first, false);
    if (year_end != 0) single(year_end, first);
    const std::size_t j = s_.to(year_end != 0 ? year_end : month_end);
    if (j == 0 || !s_.soft(j)) return;
    const unsigned languages = english ? unsigned{kEnglish} : kNotEnglish;
    if (!s_.is_month_name(j, languages)) return;
    DateParts last;
    last.month = s_.at(j).info.value;
    if (const std::size_t end = year_tail(s_, skip_dot(j + 1), last, false)) range(end, first, last);
  }

  void day_month_forms() {
    DateParts first;
    const std::size_t number_end = day_number(start_, first);
    if (number_end == 0) return;
    back_ = is_quoted(start_) ? 1 : 0;
    day_to_day_month(number_end, first);
    const std::size_t month_end = month_after_day(number_end, first);
    if (month_end == 0) return;
    not_of_a_year(month_end, first);
    single(month_end, first);
    const std::size_t year_end = year_tail(s_, month_end, first, true);
    if (year_end != 0) single(year_end, first);
    const std::size_t j = s_.to(year_end != 0 ? year_end : month_end);
    if (j == 0) return;
    DateParts last;
    const std::size_t end = day_month(j, last);
    if (end == 0) return;
    const std::size_t last_year_end = year_tail(s_, end, last, true);
    if (last_year_end == 0 && first.has_year) return;
    const std::size_t first_end = year_end != 0 ? year_end : month_end;
    range_of_days(last_year_end != 0 ? last_year_end : end, first, first_end, last, j);
  }

  /// "and" of the languages that put the day first.
  static bool is_and(std::string_view word) {
    return word == "y" || word == "et" || word == "und" || word == "и";
  }

  /// day to|and day mon [Y]: "del 12 al 17 de septiembre de …", "12-17 сентября …", "vom 12. bis 17.
  /// September".
  void day_to_day_month(std::size_t i, const DateParts& start) {
    std::size_t j = s_.to(i);
    if (j == 0 && s_.sign(i, U'/')) j = i + 1;
    const bool listed = j == 0 && (s_.word(i, WordClass::kAnd) || (s_.soft(i) && is_and(s_.raw(i))));
    if (listed) j = i + 1;
    if (j == 0) return;
    // "el 2 y el 9 de junio", "du 1er et du 8 mai", "am 2. und am 9. Juni"
    const bool repeated = listed && (s_.word(j, WordClass::kArticle) || s_.word(j, WordClass::kDe) ||
                                     (s_.soft(j) && s_.raw(j) == "am"));
    if (s_.word(j, WordClass::kThe) || repeated) ++j;
    DateParts last;
    const std::size_t end = day_month(j, last);
    if (end == 0 || last.day <= start.day) return;
    DateParts first = start;
    first.month = last.month;
    const std::size_t year_end = year_tail(s_, end, last, true);
    range_of_days(year_end != 0 ? year_end : end, first, i, last, j, listed && are_two_days(first, last));
  }

  const TokenStream& s_;
  std::size_t start_;
  std::size_t back_ = 0;  // tokens before the first that belong to the date
  Match& best_;
};

}  // namespace

void match_western(const TokenStream& s, std::size_t i, Match& best) {
  Western western(s, i, best);
  switch (s.at(i).type) {
    case Token::Type::kWord:
      western.month_first();
      western.day_first();
      western.lunar_first();
      break;
    case Token::Type::kNumber:
      western.day_first();
      western.plain_year_first();
      break;
    case Token::Type::kYear:
      western.year_first();
      break;
    case Token::Type::kEnd:
    case Token::Type::kBreak:
    case Token::Type::kOther:
    case Token::Type::kPunct:
    case Token::Type::kUrl:
      break;
  }
}

}  // namespace dateline::dates
