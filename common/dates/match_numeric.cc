// Dates in figures alone: 2023-09-14, 2023. 9. 14, 2023/09/14, 14.09.2023, 14/09/2023, 14-09-2023.

#include "common/dates/token_stream.h"

namespace dateline::dates {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Numeric {
 public:
  Numeric(const TokenStream& s, std::size_t start, Match& best) : s_(s), start_(start), best_(best) {}

  void year_first() {
    DateParts first;
    const char b = s_.before(start_);
    if (b == '-' && s_.before(start_, 2) >= '0' && s_.before(start_, 2) <= '9') return;
    const std::size_t end = year_month_day(start_, first);
    if (end == 0) return;
    single(end, first);
    const char32_t separator = s_.at(start_ + 1).value;
    std::size_t j = s_.to(end);
    if (j == 0 && s_.at(end).is(U'/') && s_.glued(end) && separator != U'/') j = end + 1;
    if (j == 0) return;
    DateParts last;
    if (const std::size_t full = year_month_day(j, last)) return range(full, first, last);
    if (const std::size_t part = month_day(j, separator, last)) return range(part, first, last);
    if (separator == U'.' && s_.is_day(j) && s_.soft(j)) {
      last.month = first.month;
      last.day = small(j);
      if (last.day > first.day) range(skip_dot(j + 1), first, last);
    }
  }

  /// 24.02.2020, 25.05. bis 06.06.2016, 12.-17.09.2023
  void day_first() {
    DateParts first;
    const char b = s_.before(start_);
    if (b == '.' || b == ',') return;
    if (const std::size_t end = day_month_year(start_, first)) {
      single(end, first);
      full_range(end, first);
      return;
    }
    first = DateParts{};
    if (const std::size_t j = day_month(start_, first)) {
      full_range(j, first);
      return;
    }
    const std::size_t j = s_.to(skip_dot(start_ + 1));
    DateParts last;
    if (j == 0) return;
    const std::size_t end = day_month_year(j, last);
    if (end == 0 || last.day <= s_.at(start_).value) return;
    first.day = small(start_);
    first.month = last.month;
    range(end, first, last);
  }

  /// a/b/year, a-b-year: read only where one of the two cannot be a month.
  void slashes() {
    const Token& sign = s_.at(start_ + 1);
    if ((!sign.is(U'/') && !sign.is(U'-')) || !two_digits(start_ + 2) || !s_.at(start_ + 3).is(sign.value))
      return;
    for (std::size_t i = start_ + 1; i <= start_ + 4; ++i) {
      if (!s_.glued(i)) return;
    }
    const Token& y = s_.at(start_ + 4);
    const char b = s_.before(start_);
    const std::string_view after = s_.after(start_ + 4);
    if (!has_year_size(y) || b == '/' || b == '-' || is_letter(b) || (b >= '0' && b <= '9') ||
        (!after.empty() && (is_letter(after[0]) || after[0] == '/' || after[0] == '-'))) {
      return;
    }
    DateParts d;
    d.has_year = true;
    d.year.gregorian = static_cast<int>(y.value);
    d.day = small(start_);
    d.month = small(start_ + 2);
    if (d.day <= 12) {
      if (d.month <= 12) return;
      std::swap(d.day, d.month);
    }
    single(start_ + 5, d);
  }

 private:
  void single(std::size_t end, const DateParts& last) {
    Candidate c;
    c.last = last;
    c.figures = true;
    best_.consider(end, c);
  }

  void range(std::size_t end, const DateParts& first, const DateParts& last) {
    Candidate c;
    c.precision = Precision::kRange;
    c.first = first;
    c.last = last;
    best_.consider(end, c);
  }

  std::uint8_t small(std::size_t i) const { return static_cast<std::uint8_t>(s_.at(i).value); }
  bool two_digits(std::size_t i) const { return s_.at(i).number() && s_.at(i).digits <= 2; }
  std::size_t skip_dot(std::size_t i) const { return s_.at(i).is(U'.') && s_.glued(i) ? i + 1 : i; }
  bool apart(std::size_t i) const { return s_.at(i).gap <= 1 && s_.same_line(i); }

  /// number sep number
  std::size_t month_day(std::size_t i, char32_t separator, DateParts& d) const {
    if (!two_digits(i) || !apart(i) || !s_.at(i + 1).is(separator) || !apart(i + 1)) return 0;
    if (!two_digits(i + 2) || !apart(i + 2)) return 0;
    if (s_.at(i).value == 0 || s_.at(i + 2).value == 0) return 0;
    d.month = small(i);
    d.day = small(i + 2);
    return separator == U'.' ? skip_dot(i + 3) : i + 3;
  }

  std::size_t year_month_day(std::size_t i, DateParts& d) const {
    // The second date of "2023-09-12/2023-09-17" stands behind a slash, which no year on its own does.
    if (!has_year_size(s_.at(i)) || (i == start_ && !is_plain_year(s_.text(), s_.at(i)))) return 0;
    const Token& separator = s_.at(i + 1);
    if (!separator.is(U'-') && !separator.is(U'.') && !separator.is(U'/')) return 0;
    if (!apart(i + 1)) return 0;
    const std::size_t end = month_day(i + 2, separator.value, d);
    if (end == 0) return 0;
    const std::string_view after = s_.after(i + 4);
    if (!after.empty()) {
      const bool time = after[0] == 'T' && after.size() > 1 && after[1] >= '0' && after[1] <= '9';
      if ((is_letter(after[0]) && !time) || after[0] == '%') return 0;
      if (separator.is(U'/') && after[0] == '/') return 0;
    }
    d.has_year = true;
    d.year.gregorian = static_cast<int>(s_.at(i).value);
    return end;
  }

  /// day "." month "."
  std::size_t day_month(std::size_t i, DateParts& d) const {
    if (!two_digits(i) || !s_.at(i + 1).is(U'.') || !s_.glued(i + 1)) return 0;
    if (!two_digits(i + 2) || !apart(i + 2) || !s_.at(i + 3).is(U'.') || !s_.glued(i + 3)) return 0;
    if (s_.at(i).value == 0 || s_.at(i + 2).value == 0) return 0;
    d.day = small(i);
    d.month = small(i + 2);
    return i + 4;
  }

  std::size_t day_month_year(std::size_t i, DateParts& d) const {
    const std::size_t j = day_month(i, d);
    if (j == 0 || !apart(j)) return 0;
    std::size_t end = s_.year_by_size(j, d);
    if (end == 0) return 0;
    const std::string_view after = s_.after(end - 1);
    if (!after.empty() && is_letter(after[0])) return 0;
    if (after.size() > 1 && after[0] == '.' && after[1] >= '0' && after[1] <= '9') return 0;
    if (s_.word(end, WordClass::kRussianYear)) end = s_.raw(end).size() == 2 ? skip_dot(end + 1) : end + 1;
    return end;
  }

  void full_range(std::size_t i, const DateParts& first) {
    const std::size_t j = s_.to(i);
    if (j == 0) return;
    DateParts last;
    if (const std::size_t end = day_month_year(j, last)) range(end, first, last);
  }

  const TokenStream& s_;
  std::size_t start_;
  Match& best_;
};

}  // namespace

void match_numeric(const TokenStream& s, std::size_t i, Match& best) {
  const Token& t = s.at(i);
  if (!t.number()) return;
  Numeric numeric(s, i, best);
  if (t.digits == 4) {
    numeric.year_first();
  } else if (t.digits <= 2) {
    numeric.day_first();
    numeric.slashes();
  }
}

}  // namespace dateline::dates
