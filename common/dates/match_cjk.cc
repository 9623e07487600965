// Dates with 년 월 일 and 年 月 日: Korean, Japanese, Chinese.

#include <algorithm>
#include <array>

#include "common/dates/day_suffix.h"
#include "common/dates/token_stream.h"
#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

constexpr std::array<std::string_view, 9> kAfterDayOnly = {"부 《", "부《", "에", "은", "부터",
                                                           "까지",  ",",    "자", "、"};
constexpr std::array<std::string_view, 14> kDurations = {"동안", "간",   "전투", "이상", "이내",
                                                         "만에", "후",   "전에", "정도", "가량",
                                                         "남짓", "미만", "휴가", "이하"};
constexpr std::array<std::string_view, 6> kAfterJapaneseDayOnly = {"に", "、", "付", "発", "から", "まで"};

constexpr std::array<std::string_view, 13> kYearNumerals = {"元", "〇", "一", "二", "三", "四", "五",
                                                            "六", "七", "八", "九", "十", "百"};

template <std::size_t N>
bool begins_with_any(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::any_of(list.begin(), list.end(),
                     [text](std::string_view s) { return text.substr(0, s.size()) == s; });
}

class Cjk {
 public:
  Cjk(const TokenStream& s, std::size_t start, Match& best) : s_(s), start_(start), best_(best) {}

  /// Y [yr] month mo [day da] and the ranges that begin so.
  void year_first() {
    DateParts first;
    std::size_t i = year_and_unit(start_, first);
    if (i == 0 || !s_.at(i).number() || s_.at(i).gap > 3) return;
    months(i, first);
  }

  /// month mo day da, the year to be inferred.
  void month_first() {
    if (!s_.is_month_number(start_) || follows_number(start_) || follows_foreign_year(start_)) return;
    // "昭和20年8月15日から9月2日": the end of a range that begins in such a year.
    if (start_ >= 5 && to(start_ - 1) != 0 && follows_foreign_year(start_ - 5) &&
        s_.at(start_ - 4).is(WordClass::kMonthUnit) && s_.at(start_ - 2).is(WordClass::kDayUnit)) {
      return;
    }
    months(start_, DateParts{});
  }

  void day_only() {
    if (!s_.is_day(start_) || follows_number(start_)) return;
    // The month before it was read as no date: what it leaves is none either.
    if (start_ >= 2 && s_.at(start_ - 1).is(WordClass::kMonthUnit) && s_.at(start_ - 2).number()) return;
    const std::size_t unit = start_ + 1;
    if (!s_.at(unit).is(WordClass::kDayUnit) || s_.at(unit).gap > 1) return;
    Candidate c;
    c.day_only = true;
    c.last.day = static_cast<std::uint8_t>(s_.at(start_).value);
    const std::string_view after = s_.after(unit);
    const bool korean = s_.raw(unit) == "일";
    const bool spaced = korean && after.substr(0, 1) == " " && !begins_with_any(after.substr(1), kDurations);
    const bool fits = korean ? begins_with_any(after, kAfterDayOnly) || spaced
                             : begins_with_any(after, kAfterJapaneseDayOnly);
    if (fits) best_.consider(unit + 1, c);
  }

  /// 오는 15일
  void coming_day() {
    const Token& coming = s_.at(start_);
    if (!coming.is(WordClass::kComing) || !s_.soft(start_ + 1)) return;
    if (s_.glued(start_) && start_ > 0 && s_.at(start_ - 1).type == Token::Type::kOther) return;  // 나오는
    Match inner;
    Cjk(s_, start_ + 1, inner).day_only();
    if (inner.end == 0) return;
    inner.candidate.cue = Cue::kFuture;
    best_.consider(inner.end, inner.candidate);
  }

 private:
  /// "3~5일", "제14기": the number ends something longer.
  bool follows_number(std::size_t i) const {
    const char b = s_.before(i);
    return b == '~' || b == '.' || b == ',' || b == '-' || b == '/' || (b >= '0' && b <= '9');
  }

  /// "昭和20年", "단기 4278년", "令和元年", "二十年": the month stands in a year of another era, so its own
  /// year is printed and must not be inferred.
  bool follows_foreign_year(std::size_t i) const {
    if (i == 0 || !s_.at(i - 1).is(WordClass::kYearUnit) || s_.at(i).gap > 3) return false;
    if (i >= 2 && s_.at(i - 2).number() && s_.at(i - 1).gap <= 1)
      return !has_year_size(s_.at(i - 2)) && !is_short_korean_year(s_, i);
    const std::string_view before = s_.text().substr(0, s_.at(i - 1).begin);
    return std::any_of(kYearNumerals.begin(), kYearNumerals.end(),
                       [before](std::string_view numeral) { return before.ends_with(numeral); });
  }

  std::size_t year_and_unit(std::size_t i, DateParts& parts) const {
    const std::size_t j = s_.year(i, parts);
    if (j == 0) return 0;
    if (s_.at(i).type == Token::Type::kYear) return j;
    return s_.at(j).is(WordClass::kYearUnit) && s_.at(j).gap <= 1 ? j + 1 : 0;
  }

  /// number with its unit, which may follow after a space
  std::size_t numbered(std::size_t i, WordClass unit, std::uint8_t& value) const {
    if (!s_.at(i).number() || s_.at(i).digits > 2 || !s_.within(i, 3)) return 0;
    if (!s_.at(i + 1).is(unit) || s_.at(i + 1).gap > 1 || s_.at(i + 1).lines > 0) return 0;
    value = static_cast<std::uint8_t>(s_.at(i).value);
    return i + 2;
  }

  std::size_t to(std::size_t i) const {
    if (s_.at(i).gap > 1) return 0;
    return s_.at(i).is(WordClass::kCjkTo) || s_.at(i).is(U'~') || s_.at(i).is(U'-') ? i + 1 : 0;
  }

  std::size_t until(std::size_t i) const {
    return s_.at(i).is(WordClass::kCjkUntil) && s_.glued(i) ? i + 1 : i;
  }

  void months(std::size_t i, DateParts first) {
    const std::size_t month_end = numbered(i, WordClass::kMonthUnit, first.month);
    if (month_end == 0 || first.month == 0) return;
    if (first.has_year) {
      month_precision(month_end, first);
    } else if (first.month > 12) {
      return;
    }
    if (!s_.at(month_end).number() || s_.at(month_end).digits > 2) return;
    const std::size_t day_end = numbered(month_end, WordClass::kDayUnit, first.day);
    if (day_end != 0) {
      if (first.day == 0) return;
      Candidate c;
      c.last = first;
      if (!first.has_year && names_something(s_, start_, day_end)) {
        c.kind = Kind::kName;
        c.precision = Precision::kMonthDay;
      }
      best_.consider(day_end, c);
      if (!first.has_year) year_behind(day_end, first);
    }
    // "9月12-17日": the first day may lack its unit.
    if (day_end == 0) first.day = static_cast<std::uint8_t>(s_.at(month_end).value);
    day_range(day_end != 0 ? day_end : month_end + 1, first);
  }

  /// "星期三", "水曜日", "월요일" at `i`: the index behind it, `i` if there is none.
  std::size_t skip_weekday_word(std::size_t i) const {
    constexpr std::array<std::string_view, 5> kWeek = {"星期", "周", "週", "礼拜", "禮拜"};
    constexpr std::size_t kLongest = 3;  // tokens
    if (!s_.soft(i)) return i;
    const std::string_view text = s_.text().substr(s_.at(i).begin);
    const bool chinese = begins_with_any(text, kWeek);
    for (std::size_t j = i; j < i + kLongest && s_.soft(j); ++j) {
      const Token& t = s_.at(j);
      if (!t.cjk && t.type != Token::Type::kOther) break;
      const std::string_view word = s_.text().substr(s_.at(i).begin, t.end - s_.at(i).begin);
      if (word.ends_with("曜日") || word.ends_with("요일")) return j + 1;
      if (chinese && word.size() >= 6 && !s_.at(j + 1).cjk) return j + 1;
    }
    return i;
  }

  std::size_t skip_comma(std::size_t i) const {
    return s_.sign(i, U',') || s_.sign(i, char32_t{0x3001}) ? i + 1 : i;
  }

  /// "8월 9일(2015년)", "9月9日（星期一）2019年", "8월 9일, 주체104(2015)년", "(월요일, 2015년)": the year
  /// behind the day.
  void year_behind(std::size_t i, DateParts d) {
    const std::size_t j = skip_comma(skip_weekday_word(skip_weekday(s_, i)));
    const bool bracket = s_.sign(j, U'(');
    const std::size_t year = bracket ? skip_comma(skip_weekday_word(j + 1)) : j;
    if (!s_.near(year)) return;
    std::size_t end = year_and_unit(year, d);
    if (end == 0 && bracket) end = s_.year(year, d);
    if (end == 0) return;
    if (bracket) {
      if (!s_.sign(end, U')')) return;
      ++end;
    } else if (s_.at(end).number() || s_.at(end).is(WordClass::kCjkTo) || measures_years(s_, end - 1)) {
      return;  // the year of another date, or of a span
    }
    Candidate c;
    c.last = d;
    best_.consider(end, c);
  }

  void month_precision(std::size_t month_end, const DateParts& first) {
    Candidate c;
    c.last = first;
    if (s_.at(month_end).is(WordClass::kThird) && s_.at(month_end).gap <= 1) {
      c.third = s_.at(month_end).info.value;
      c.precision = Precision::kRange;
      best_.consider(month_end + 1, c);
      return;
    }
    best_.consider(month_end, c);
    std::size_t j = to(month_end);
    if (j == 0) return;
    DateParts last;
    if (const std::size_t k = year_and_unit(j, last)) j = k;
    const std::size_t end = numbered(j, WordClass::kMonthUnit, last.month);
    if (end == 0 || s_.at(end).number()) return;
    Candidate r;
    r.precision = Precision::kRange;
    r.first = first;
    r.last = last;
    best_.consider(until(end), r);
  }

  void day_range(std::size_t i, const DateParts& first) {
    std::size_t j = to(i);
    if (j == 0) return;
    const std::size_t last_begin = j;
    DateParts last;
    if (const std::size_t k = year_and_unit(j, last)) j = k;
    if (const std::size_t k = numbered(j, WordClass::kMonthUnit, last.month)) {
      j = k;
    } else {
      if (last.has_year) return;
      last.month = first.month;
    }
    const std::size_t end = numbered(j, WordClass::kDayUnit, last.day);
    if (end == 0) return;
    Candidate c;
    c.precision = Precision::kRange;
    c.first = first;
    c.last = last;
    c.first_end = s_.at(i - 1).end;
    c.last_begin = s_.at(last_begin).begin;
    best_.consider(until(end), c);
  }

  const TokenStream& s_;
  std::size_t start_;
  Match& best_;
};

}  // namespace

void match_cjk(const TokenStream& s, std::size_t i, Match& best) {
  Cjk cjk(s, i, best);
  if (s.at(i).type == Token::Type::kYear || has_year_size(s.at(i))) cjk.year_first();
  if (s.at(i).number()) {
    cjk.month_first();
    cjk.day_only();
  }
  cjk.coming_day();
}

}  // namespace dateline::dates
