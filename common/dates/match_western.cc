// Dates with month names: English, Spanish, French, German, Russian, Slovak.

#include "common/dates/date_lists.h"
#include "common/dates/day_suffix.h"
#include "common/dates/token_stream.h"
#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

constexpr unsigned kAnyLanguage = 0xFF;
constexpr unsigned kNotEnglish = kSpanish | kFrench | kGerman | kRussian | kSlovak;

class Western {
 public:
  Western(const TokenStream& s, std::size_t start, Match& best) : s_(s), start_(start), best_(best) {}

  void month_first() {
    if (!s_.is_month_name(start_, kAnyLanguage)) return;
    if (s_.is_month_name(start_, kEnglish)) month_day_forms();
    month_year_forms();
  }

  /// "lunar January 15"
  void lunar_first() {
    if (!s_.at(start_).is(WordClass::kLunarWord)) return;
    DateParts d;
    if (const std::size_t end = month_day(start_ + 1, d))
      month_and_day(end, d, Kind::kLunar, Precision::kLunar);
  }

  void day_first() {
    if (s_.at(start_).is(WordClass::kFirst) || s_.is_day(start_)) day_month_forms();
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
  void single(std::size_t end, const DateParts& last) {
    Candidate c;
    c.last = last;
    best_.consider(end, c);
  }

  void range(std::size_t end, const DateParts& first, const DateParts& last) {
    Candidate c;
    c.precision = Precision::kRange;
    c.first = first;
    c.last = last;
    best_.consider(end, c);
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
    best_.consider(end, c);
  }

  void month_and_day(std::size_t end, const DateParts& last, Kind kind, Precision precision) {
    Candidate c;
    c.kind = kind;
    c.precision = precision;
    c.last = last;
    best_.consider(end, c);
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
    if (!s_.soft(i) || !s_.is_month_name(i, kEnglish)) return 0;
    d.month = s_.at(i).info.value;
    return skip_dot(i + 1);
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
    return j > i + 1 ? j : skip_dot(i + 1);
  }

  std::size_t month_after_day(std::size_t j, DateParts& d) const {
    bool romance = false;
    if (s_.word(j, WordClass::kOf)) {
      ++j;
    } else if (s_.word(j, WordClass::kDe)) {
      romance = true;
      ++j;
      if (s_.sign(j, U'\'')) ++j;  // d'avril
    }
    if (!s_.soft(j) || !s_.is_month_name(j, romance ? kSpanish | kFrench : kAnyLanguage)) return 0;
    d.month = s_.at(j).info.value;
    return skip_dot(j + 1);
  }

  /// What may stand between a month and its year: [","] [of | de | del | de l' | du] [year word] Y. A Juche
  /// year may follow a full stop ("January 1. Juche 87").
  std::size_t year_tail(std::size_t i, DateParts& d) const {
    std::size_t j = i;
    if (!s_.soft(j)) return 0;
    const bool comma =
        s_.sign(j, U',') || (s_.at(j).is(U'.') && s_.at(j + 1).type == Token::Type::kYear) ||
        (s_.at(j).is(U'.') && has_year_size(s_.at(j + 1)) && s_.at(j + 2).type == Token::Type::kYear);
    if (comma) ++j;
    bool joined = false;
    for (int words = 0; words < 4 && s_.soft(j); ++words) {
      const Token& t = s_.at(j);
      if (!t.is(WordClass::kOf) && !t.is(WordClass::kDe) && !t.is(WordClass::kArticle) &&
          !t.is(WordClass::kYearWord) && !(t.is(U'\'') && s_.glued(j)) && !t.is(WordClass::kThe)) {
        break;
      }
      joined = true;
      ++j;
    }
    if (s_.sign(j, U'(') && s_.at(j + 1).type == Token::Type::kYear && s_.sign(j + 2, U')')) return 0;
    std::size_t end = s_.at(j).type == Token::Type::kYear ? s_.year(j, d)
                      : comma                             ? glued_or_plain_year(j, d)
                                                          : s_.year(j, d);
    if (end == 0) return 0;
    if (end == j + 1 && s_.at(j).number()) {
      if (!comma && !joined && counts_things(s_, j)) return 0;
      if (s_.word(end, WordClass::kRussianYear)) end = s_.raw(end).size() == 2 ? skip_dot(end + 1) : end + 1;
    }
    return end;
  }

  /// "June 18,1997" is a date for all that its year looks like decimals.
  std::size_t glued_or_plain_year(std::size_t j, DateParts& d) const {
    if (const std::size_t end = s_.year(j, d)) return end;
    return s_.glued(j) && s_.at(j - 1).is(U',') ? s_.year_by_size(j, d) : 0;
  }

  void month_day_forms() {
    DateParts first;
    const std::size_t day_end = month_day(start_, first);
    if (day_end == 0) return;
    not_of_a_year(day_end, first);
    single(day_end, first);
    days_of_month(day_end, first);
    const std::size_t year_end = year_tail(day_end, first);
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
    const std::size_t year_end = year_tail(end, last);
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
    const std::size_t year_end = year_tail(end, last);
    if (year_end == 0 && first.has_year) return;  // "from May 1, 2019 to June 3" leaves the end open
    range_of_days(year_end != 0 ? year_end : end, first, i, last, j);
  }

  /// mon-en day to mon-en [","] Y: "from Aug. 1 to December, Juche 96"
  void range_to_month(std::size_t i, const DateParts& first) {
    DateParts last;
    const std::size_t end = english_month(i, last);
    if (end == 0) return;
    if (const std::size_t year_end = year_tail(end, last)) range(year_end, first, last);
  }

  void month_year_forms() {
    const bool english = s_.is_month_name(start_, kEnglish);
    DateParts first;
    first.month = s_.at(start_).info.value;
    const std::size_t month_end = skip_dot(start_ + 1);
    if (s_.raw(start_) == "Mars") return;  // the planet, and what flies there
    const std::size_t year_end = year_tail(month_end, first);
    if (year_end != 0) single(year_end, first);
    const std::size_t j = s_.to(year_end != 0 ? year_end : month_end);
    if (j == 0 || !s_.soft(j)) return;
    const unsigned languages = english ? unsigned{kEnglish} : kNotEnglish;
    if (!s_.is_month_name(j, languages)) return;
    DateParts last;
    last.month = s_.at(j).info.value;
    if (const std::size_t end = year_tail(skip_dot(j + 1), last)) range(end, first, last);
  }

  void day_month_forms() {
    DateParts first;
    const std::size_t number_end = day_number(start_, first);
    if (number_end == 0) return;
    day_to_day_month(number_end, first);
    const std::size_t month_end = month_after_day(number_end, first);
    if (month_end == 0) return;
    not_of_a_year(month_end, first);
    single(month_end, first);
    const std::size_t year_end = year_tail(month_end, first);
    if (year_end != 0) single(year_end, first);
    const std::size_t j = s_.to(year_end != 0 ? year_end : month_end);
    if (j == 0) return;
    DateParts last;
    const std::size_t end = day_month(j, last);
    if (end == 0) return;
    const std::size_t last_year_end = year_tail(end, last);
    if (last_year_end == 0 && first.has_year) return;
    const std::size_t first_end = year_end != 0 ? year_end : month_end;
    range_of_days(last_year_end != 0 ? last_year_end : end, first, first_end, last, j);
  }

  /// day to|and day mon [Y]: "del 12 al 17 de septiembre de …", "12-17 сентября …", "vom 12. bis 17.
  /// September".
  void day_to_day_month(std::size_t i, const DateParts& start) {
    std::size_t j = s_.to(i);
    if (j == 0 && s_.sign(i, U'/')) j = i + 1;
    const bool listed = j == 0 && s_.word(i, WordClass::kAnd);
    if (listed) j = i + 1;
    if (j == 0) return;
    if (s_.word(j, WordClass::kThe)) ++j;
    DateParts last;
    const std::size_t end = day_month(j, last);
    if (end == 0 || last.day <= start.day) return;
    DateParts first = start;
    first.month = last.month;
    const std::size_t year_end = year_tail(end, last);
    range_of_days(year_end != 0 ? year_end : end, first, i, last, j, listed && are_two_days(first, last));
  }

  const TokenStream& s_;
  std::size_t start_;
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
