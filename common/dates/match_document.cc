// Dates that speak of the document itself: watch header, capture line, stamps.

#include <algorithm>
#include <array>

#include "common/dates/token_stream.h"

namespace dateline::dates {
namespace {

constexpr std::array<std::string_view, 7> kKoreanWeekdays = {"월요일", "화요일", "수요일", "목요일",
                                                             "금요일", "토요일", "일요일"};

class Document {
 public:
  Document(const TokenStream& s, std::size_t start) : s_(s), start_(start) {}

  Match run() {
    const Token& t = s_.at(start_);
    if (t.type == Token::Type::kYear) {
      juche_stamp(start_, start_);
      masthead();
    } else if (t.is(U'(') || t.is(U'[')) {
      if (s_.at(start_ + 1).type == Token::Type::kYear) juche_stamp(start_ + 1, start_);
      match_dateline(s_, start_, best_);
    } else if (t.is(char32_t{0x3010})) {
      match_dateline(s_, start_, best_);
    } else if (t.number()) {
      year_alone_on_line();
      line_of_origin();
    } else if (t.type == Token::Type::kUrl) {
      host_stamp();
    } else if (t.type == Token::Type::kWord) {
      word();
    }
    return best_;
  }

 private:
  void word() {
    const Token& t = s_.at(start_);
    if (t.is(WordClass::kDate)) watch();
    if (t.is(WordClass::kCalendar)) calendar();
    if (t.is(WordClass::kXinhuaStyle)) match_dateline(s_, start_, best_);
    if (s_.is_month_name(start_, kEnglish)) {
      capture();
      weekday_line();
    }
    if (t.is(WordClass::kPyongyang)) german_line();
    if (t.capital || t.is(WordClass::kPyongyang)) match_dateline(s_, start_, best_);
  }

  void accept(std::size_t end, Kind kind, const DateParts& d) {
    Candidate c;
    c.kind = kind;
    c.last = d;
    best_.consider(end, c);
  }

  std::uint8_t small(std::size_t i) const { return static_cast<std::uint8_t>(s_.at(i).value); }
  bool two_digits(std::size_t i) const { return s_.at(i).number() && s_.at(i).digits <= 2; }
  std::size_t skip_dot(std::size_t i) const { return s_.at(i).is(U'.') && s_.glued(i) ? i + 1 : i; }

  static void gregorian(DateParts& d, std::uint32_t year) {
    d.has_year = true;
    d.year.gregorian = static_cast<int>(year);
  }

  /// BOL "Date:" dd/mm/yyyy "|" "Source:" text
  void watch() {
    const std::size_t i = start_;
    if (!s_.line_begins(i) || !s_.at(i + 1).is(U':') || !two_digits(i + 2) || !s_.at(i + 3).is(U'/') ||
        !two_digits(i + 4) || !s_.at(i + 5).is(U'/') || !has_year_size(s_.at(i + 6)) ||
        !s_.at(i + 7).is(U'|') || s_.raw(i + 8) != "Source" || !s_.at(i + 9).is(U':')) {
      return;
    }
    for (std::size_t j = i + 1; j <= i + 9; ++j) {
      if (!s_.same_line(j) || !s_.soft(j)) return;
    }
    DateParts d;
    d.day = small(i + 2);
    d.month = small(i + 4);
    gregorian(d, s_.at(i + 6).value);
    accept(i + 7, Kind::kWatch, d);
  }

  /// mon-en day "," gyear
  std::size_t english_date(std::size_t i, DateParts& d) const {
    if (!s_.is_month_name(i, kEnglish)) return 0;
    d.month = s_.at(i).info.value;
    const std::size_t day = skip_dot(i + 1);
    if (!s_.is_day(day) || !s_.near(day) || !s_.at(day + 1).is(U',') || !has_year_size(s_.at(day + 2)) ||
        !s_.near(day + 2)) {
      return 0;
    }
    d.day = small(day);
    gregorian(d, s_.at(day + 2).value);
    return day + 3;
  }

  /// First line of the document: mon-en day "," gyear [mon-en day "," gyear]
  void capture() {
    if (start_ != 0 || !s_.line_begins(0)) return;
    DateParts d;
    const std::size_t end = english_date(start_, d);
    if (end == 0) return;
    DateParts again;
    const std::size_t second = s_.at(end).lines == 0 ? english_date(end, again) : 0;
    const std::size_t last = second != 0 ? second : end;
    if (s_.line_ends_after(last - 1)) accept(last, Kind::kCapture, d);
  }

  void weekday_line() {
    if (!s_.line_begins(start_)) return;
    DateParts d;
    const std::size_t end = english_date(start_, d);
    if (end == 0 || !s_.at(end).is(WordClass::kWeekday) || !s_.near(end)) return;
    const bool photo =
        s_.at(end + 1).is(U'[') && s_.near(end + 1) && s_.raw(end + 2) == "Photo" && s_.at(end + 3).is(U']');
    if (s_.line_ends_after(photo ? end + 3 : end)) accept(end, Kind::kStamp, d);
  }

  /// jyear "." month "." day ["."] with or without brackets; `open` is the bracket or the year.
  void juche_stamp(std::size_t year, std::size_t open) {
    if (s_.year_of(s_.at(year)).unit) return;
    DateParts d;
    std::size_t i = s_.year(year, d);
    if (i == 0 || !s_.near(year)) return;
    const std::size_t after_year = i;
    i = figures(after_year, d);
    if (i == 0) return;
    // "… in Juche 64 (1975). 76.5 percent of them …"
    const bool spaced = open == year && !s_.glued(after_year + 1);
    if (spaced && (d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 || s_.glued(after_year + 3)))
      return;
    if (open != year && s_.near(i) && (s_.at(i).is(U')') || s_.at(i).is(U']'))) ++i;
    accept(i, Kind::kStamp, d);
  }

  /// "." month "." day ["."], behind a Juche year also "-" month "-" day, "/" month "/" day
  std::size_t figures(std::size_t i, DateParts& d) const {
    const bool juche = s_.at(i - 1).type == Token::Type::kYear;
    const char32_t sign = juche && s_.at(i).is(U'-') ? U'-' : juche && s_.at(i).is(U'/') ? U'/' : U'.';
    if (!s_.at(i).is(sign) || !s_.near(i) || !two_digits(i + 1) || !s_.near(i + 1) ||
        !s_.at(i + 2).is(sign) || !s_.near(i + 2) || !two_digits(i + 3) || !s_.near(i + 3)) {
      return 0;
    }
    d.month = small(i + 1);
    d.day = small(i + 3);
    return s_.at(i + 4).is(U'.') && s_.near(i + 4) ? i + 5 : i + 4;
  }

  /// host "(" gyear "." month "." day ["."] ")"
  void host_stamp() {
    const std::size_t open = start_ + 1;
    if (!s_.at(open).is(U'(') || !s_.near(open) || !has_year_size(s_.at(open + 1)) || !s_.near(open + 1))
      return;
    DateParts d;
    gregorian(d, s_.at(open + 1).value);
    const std::size_t i = figures(open + 2, d);
    if (i == 0 || !s_.at(i).is(U')') || !s_.near(i)) return;
    accept(i + 1, Kind::kStamp, d);
  }

  /// calendar >> September 21. 2018 Juche 107; 달력>>2021년 4월 14일
  void calendar() {
    const std::size_t i = start_ + 3;
    if (!s_.sign(i - 2, U'>') || !s_.sign(i - 1, U'>') || !s_.soft(i)) return;
    DateParts d;
    if (s_.is_month_name(i, kEnglish)) {
      d.month = s_.at(i).info.value;
      const std::size_t day = skip_dot(i + 1);
      if (!two_digits(day) || !s_.soft(day) || !s_.soft(day + 1)) return;
      d.day = small(day);
      const std::size_t year = day + (s_.at(day + 1).is(U'.') || s_.at(day + 1).is(U',') ? 2 : 1);
      if (const std::size_t end = s_.year_by_size(year, d)) accept(end, Kind::kStamp, d);
      return;
    }
    const std::size_t unit = s_.year(i, d);
    if (unit == 0) return;
    const bool expression = s_.at(i).type == Token::Type::kYear;
    if (!expression && !s_.at(unit).is(WordClass::kYearUnit)) return;
    if (const std::size_t end = glued_month_day(s_, expression ? unit : unit + 1, d, 3))
      accept(end, Kind::kStamp, d);
  }

  /// BOL jpair month 월 day 일 [newspaper | 《…》 | weekday] EOL
  void masthead() {
    const YearExpression& y = s_.year_of(s_.at(start_));
    if (!s_.line_begins(start_) || y.bare || y.academic) return;
    DateParts d;
    const std::size_t i = s_.year(start_, d);
    if (i == 0) return;
    for (std::size_t j = i; j < i + 4; ++j) {
      if (!s_.same_line(j)) return;
    }
    const std::size_t end = glued_month_day(s_, i, d, 3);
    if (end == 0 || s_.raw(end - 1) != "일") return;
    if (s_.line_ends_after(end - 1) || masthead_tail(s_.text().substr(s_.at(end - 1).end))) {
      accept(end, Kind::kStamp, d);
    }
  }

  static bool blank_line_end(std::string_view rest) {
    const std::size_t p = rest.find_first_not_of(" \t\r");
    return p == std::string_view::npos || rest[p] == '\n';
  }

  static bool masthead_tail(std::string_view rest) {
    rest = rest.substr(0, 200);
    const std::size_t p = rest.find_first_not_of(' ');
    if (p == std::string_view::npos) return false;
    rest.remove_prefix(p);
    if (rest.substr(0, 1) == "(" || rest.substr(0, 1) == "[") rest.remove_prefix(1);
    for (std::string_view paper : {"로동신문", "민주조선"}) {
      if (rest.substr(0, paper.size()) == paper) return blank_line_end(rest.substr(paper.size()));
    }
    for (std::string_view weekday : kKoreanWeekdays) {
      if (rest.substr(0, weekday.size()) != weekday) continue;
      rest.remove_prefix(weekday.size());
      if (rest.substr(0, 1) == ")" || rest.substr(0, 1) == "]") rest.remove_prefix(1);
      return blank_line_end(rest);
    }
    constexpr std::string_view kOpen = "《";
    constexpr std::string_view kClose = "》";
    if (rest.substr(0, kOpen.size()) != kOpen) return false;
    const std::size_t close = rest.find(kClose);
    if (close == std::string_view::npos || rest.find('\n') < close) return false;
    return blank_line_end(rest.substr(close + kClose.size()));
  }

  /// BOL gyear "." month "." day ["."] EOL
  void year_alone_on_line() {
    if (!has_year_size(s_.at(start_)) || !s_.line_begins(start_)) return;
    for (std::size_t j = start_ + 1; j <= start_ + 4; ++j) {
      if (!s_.glued(j)) return;
    }
    DateParts d;
    gregorian(d, s_.at(start_).value);
    const std::size_t end = figures(start_ + 1, d);
    if (end != 0 && s_.line_ends_after(end - 1)) accept(end, Kind::kStamp, d);
  }

  /// "로동신문 공동사설 - 1995년 01월 01일" EOL, among the first lines
  void line_of_origin() {
    if (start_ < 2 || !s_.at(start_ - 1).is(U'-') || !s_.same_line(start_) || !s_.same_line(start_ - 1))
      return;
    const Token& before = s_.at(start_ - 2);
    const bool names =
        before.type == Token::Type::kOther || before.is(U')') || before.is(WordClass::kNewspaper);
    if (!names || !has_year_size(s_.at(start_)) || !s_.at(start_ + 1).is(WordClass::kYearUnit)) return;
    DateParts d;
    const std::size_t end = glued_month_day(s_, start_ + 2, d, 3);
    if (end == 0 || !s_.same_line(start_ + 2) || !s_.line_ends_after(end - 1) ||
        !in_head(s_.at(start_).begin))
      return;
    gregorian(d, s_.at(start_).value);
    accept(end, Kind::kStamp, d);
  }

  /// Whether a place in the text lies before its first paragraph.
  bool in_head(std::size_t place) const {
    constexpr std::size_t kLongestLine = 200;
    constexpr int kMaxLines = 4;
    std::string_view text = s_.text().substr(0, place);
    for (int lines = 0; lines < kMaxLines;) {
      const std::size_t end = text.find('\n');
      if (end == std::string_view::npos) return text.size() <= kLongestLine;
      if (end > kLongestLine) return false;
      if (text.substr(0, end).find_first_not_of(" \r") != std::string_view::npos) ++lines;
      text.remove_prefix(end + 1);
    }
    return false;
  }

  /// BOL "Pyongyang," day "." mon-de Y EOL
  void german_line() {
    if (!s_.line_begins(start_) || !s_.at(start_ + 1).is(U',')) return;
    const std::size_t day = start_ + 2;
    if (!s_.is_day(day) || !s_.near(day) || !s_.at(day + 1).is(U'.') || !s_.is_month_name(day + 2, kGerman) ||
        !s_.near(day + 2)) {
      return;
    }
    DateParts d;
    d.day = small(day);
    d.month = s_.at(day + 2).info.value;
    const std::size_t end = s_.year(day + 3, d);
    if (end != 0 && s_.same_line(day + 3) && s_.line_ends_after(end - 1)) accept(end, Kind::kStamp, d);
  }

  const TokenStream& s_;
  std::size_t start_;
  Match best_;
};

}  // namespace

Match match_document(const TokenStream& s, std::size_t i) { return Document(s, i).run(); }

}  // namespace dateline::dates
