// Years on their own, spans of years, decades, centuries, years before Christ.

#include "common/dates/token_stream.h"
#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

class Years {
 public:
  Years(const TokenStream& s, std::size_t start, Match& best) : s_(s), start_(start), best_(best) {}

  void expression() {
    const YearExpression& y = s_.year_of(s_.at(start_));
    Candidate c;
    c.last.has_year = true;
    c.last.year = y.pair;
    if (y.bare) c.flags.set(Flag::kBareJuche);
    if (y.academic) c.flags.set(Flag::kAcademic);
    if (y.decade) {
      c.precision = Precision::kDecade;
      c.kind = Kind::kDecade;
      best_.consider(start_ + 1, c);
      return;
    }
    if (y.last_gregorian != 0) {
      c.precision = Precision::kRange;
      c.first = c.last;
      c.last.year = YearPair{};
      c.last.year.gregorian = y.last_gregorian;
      if (y.alone) best_.consider(start_ + 1, c);
      return;
    }
    if (y.alone) best_.consider(start_ + 1, c);
    to_expression(c.last, y.unit);
  }

  void number() {
    before_christ();
    decade();
    century();
    if (!has_year_size(s_.at(start_))) return;
    half_of_year();
    if (!is_plain_year(s_.text(), s_.at(start_))) return;
    with_unit();
    span();
    after_preposition();
  }

  void lifespan() {
    if (!s_.at(start_).is(U'(')) return;
    Candidate c;
    c.kind = Kind::kLifespan;
    const std::size_t end = year_span(start_ + 1, c);
    if (end != 0 && s_.at(end).is(U')') && s_.soft(end)) best_.consider(end + 1, c);
  }

 private:
  /// jyear to jyear; an article may stand before the second ("el 97 (2008) de la Era Juche").
  void to_expression(const DateParts& first, bool unit) {
    std::size_t j = start_ + 1;
    if (unit && s_.word(j, WordClass::kCjkTo)) {
      ++j;
    } else {
      std::size_t k = s_.to(j);
      if (k == 0 && s_.word(j, WordClass::kAnd) && start_ > 0 && s_.raw(start_ - 1) == "between") k = j + 1;
      j = k;
    }
    if (j == 0) return;
    if (s_.word(j, WordClass::kArticle)) ++j;
    if (!s_.soft(j) || s_.at(j).type != Token::Type::kYear) return;
    Candidate c;
    c.precision = Precision::kRange;
    c.first = first;
    std::size_t end = s_.year(j, c.last);
    if (end == 0 || c.last.year.gregorian < first.year.gregorian) return;
    if (s_.word(end, WordClass::kCjkUntil)) ++end;
    best_.consider(end, c);
  }

  void with_unit() {
    Candidate c;
    std::size_t j = s_.year(start_, c.last);
    if (j == 0) return;
    const Token& unit = s_.at(j);
    if (unit.is(WordClass::kSchoolYear) && unit.gap <= 1) {
      c.flags.set(Flag::kAcademic);
      best_.consider(j + 1, c);
      return;
    }
    if (const std::size_t end = russian_ordinal(j)) {
      best_.consider(end, c);
      return;
    }
    if (s_.word(j, WordClass::kRussianYear)) {
      best_.consider(j + 1, c);
      return;
    }
    if (!unit.is(WordClass::kYearUnit) || unit.gap > 1 || measures_years(s_, j)) return;
    best_.consider(j + 1, c);
    if (!s_.soft(j + 1)) return;
    if (!s_.at(j + 1).is(WordClass::kCjkTo) && !s_.at(j + 1).is(U'~') && !s_.at(j + 1).is(U'-')) return;
    Candidate r;
    r.precision = Precision::kRange;
    r.first = c.last;
    std::size_t end = s_.year(j + 2, r.last);
    if (end == 0 || r.last.year.gregorian < r.first.year.gregorian) return;
    if (s_.at(j + 2).number()) {
      if (!s_.word(end, WordClass::kYearUnit)) return;
      ++end;
    }
    if (s_.word(end, WordClass::kCjkUntil)) ++end;
    best_.consider(end, r);
  }

  /// "2015-м", "2015-м году", "2015-го": the index behind it. "2015-й" counts things too ("the 2015th
  /// visitor"), so that a word for "year" must follow, or "по" stand before.
  std::size_t russian_ordinal(std::size_t i) const {
    const std::size_t end = skip_russian_ending(s_, i);
    if (end == i) return 0;
    if (s_.word(end, WordClass::kRussianYear)) return end + 1;
    const std::string_view ending = s_.raw(i + 1);
    const bool nominative = ending == "й" || ending == "ый";
    const bool until =
        start_ > 0 && s_.follows(start_) && (s_.raw(start_ - 1) == "по" || s_.raw(start_ - 1) == "По");
    return nominative && !until ? 0 : end;
  }

  /// "1950-53": the year of the second number, which has two figures and could be no month; 0 if it is none.
  int short_last_year(std::size_t i) const {
    constexpr std::uint32_t kMonths = 12;
    const Token& first = s_.at(i);
    const Token& last = s_.at(i + 2);
    if (!s_.glued(i + 1) || !s_.glued(i + 2) || last.digits != 2 || last.value <= kMonths ||
        last.value <= first.value % 100) {
      return 0;
    }
    return static_cast<int>(first.value / 100 * 100 + last.value);
  }

  /// gyear ("-" | "~") gyear
  std::size_t year_span(std::size_t i, Candidate& c) const {
    const Token& first = s_.at(i);
    if (!has_year_size(first) || !is_plain_year(s_.text(), first)) return 0;
    const std::size_t sign = i + 1;
    // "2011/2012" are two years, one behind the other; other figures are numbers of something.
    const bool slash = s_.at(sign).is(U'/') && s_.glued(sign) && s_.glued(sign + 1) &&
                       s_.at(sign + 1).value == first.value + 1 && !s_.at(sign + 2).is(U'/');
    if (!s_.at(sign).is(U'-') && !s_.at(sign).is(U'~') && !slash) return 0;
    const int short_last = short_last_year(i);
    if (s_.at(sign).gap > 1 || s_.at(sign + 1).gap > 1 ||
        (short_last == 0 && !has_year_size(s_.at(sign + 1))))
      return 0;
    const std::string_view after = s_.after(sign + 1);
    if (!after.empty() && (after[0] == '-' || (after[0] >= 'a' && after[0] <= 'z') || after[0] == '%'))
      return 0;
    const int last = short_last != 0 ? short_last : static_cast<int>(s_.at(sign + 1).value);
    if (last < static_cast<int>(first.value) || counts_things(s_, sign + 1)) return 0;
    c.precision = Precision::kRange;
    set_year(c.first, static_cast<int>(first.value));
    set_year(c.last, last);
    return sign + 2;
  }

  static void set_year(DateParts& d, int year) {
    d.has_year = true;
    d.year.gregorian = year;
  }

  /// What makes "1950-53" years and no number of anything: "in 1950-53", "the years 1950-53", "1950-53 гг.".
  bool speaks_of_years(std::size_t end) const {
    if (s_.at(end).is(WordClass::kYearUnit) || s_.word(end, WordClass::kRussianYear)) return true;
    if (start_ == 0 || !s_.follows(start_)) return false;
    const Token& before = s_.at(start_ - 1);
    return before.is(WordClass::kPreposition) || before.is(WordClass::kOf) ||
           before.is(WordClass::kYearWord) || s_.raw(start_ - 1) == "years" || s_.raw(start_ - 1) == "the";
  }

  void span() {
    Candidate c;
    if (std::size_t end = year_span(start_, c)) {
      if (s_.at(start_ + 2).digits == 2 && !speaks_of_years(end)) return;
      if (s_.at(end).is(WordClass::kYearUnit) && s_.glued(end)) ++end;
      best_.consider(end, c);
    }
  }

  static bool is_part(std::string_view word) { return word == "early" || word == "late" || word == "mid"; }

  /// "by mid-2019"
  void half_of_year() {
    if (start_ < 2 || !s_.at(start_ - 1).is(U'-') || !s_.glued(start_ - 1) || !s_.glued(start_)) return;
    if (!is_part(s_.raw(start_ - 2)) && s_.raw(start_ - 2) != "Mid") return;
    const std::string_view after = s_.after(start_);
    const char next = after.empty() ? ' ' : after[0];
    if (next == '-' || next == '%' || (next | 0x20) >= 'a' || counts_things(s_, start_)) return;
    Candidate c;
    set_year(c.last, static_cast<int>(s_.at(start_).value));
    best_.consider(start_ + 1, c);
  }

  /// "in 2019", "since 1945", "from 1945 to 1950".
  void after_preposition() {
    if (start_ == 0 || !s_.follows(start_) || counts_things(s_, start_)) return;
    const Token& before = s_.at(start_ - 1);
    const bool until = before.is(WordClass::kTo) && before.info.value == 1;
    const bool year_word = before.is(WordClass::kYearWord) && s_.raw(start_ - 1) == "year";
    const bool part = is_part(s_.raw(start_ - 1));
    if (!until && !before.is(WordClass::kPreposition) && !before.is(WordClass::kOf) && !year_word && !part)
      return;
    Candidate c;
    const std::size_t end = s_.year(start_, c.last);
    if (end == 0) return;
    best_.consider(end, c);
    const std::string_view word = s_.raw(start_ - 1);
    std::size_t j = 0;
    const bool from = word == "from" || word == "From";
    if (from || (s_.word(end, WordClass::kTo) && !until)) j = s_.to(end);
    if ((word == "between" || word == "Between") && s_.word(end, WordClass::kAnd)) j = end + 1;
    if (j == 0 || !s_.at(j).number() || counts_things(s_, j)) return;
    Candidate r;
    r.precision = Precision::kRange;
    r.first = c.last;
    const std::size_t last = s_.year(j, r.last);
    if (last != 0 && r.last.year.gregorian >= r.first.year.gregorian) best_.consider(last, r);
  }

  void decade() {
    const Token& t = s_.at(start_);
    if (!has_year_size(t) || t.value % 10 != 0) return;
    const char b = s_.before(start_);
    if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '-' || b == '.' || b == ',') return;
    std::size_t end = start_ + 1;
    if (s_.at(end).is(WordClass::kDecadeUnit) && s_.at(end).gap <= 1) {
      ++end;
    } else {
      if (s_.at(end).is(U'\'') && s_.glued(end)) ++end;
      if (s_.raw(end) != "s" || !s_.glued(end)) return;
      ++end;
    }
    Candidate c;
    c.kind = Kind::kDecade;
    c.precision = Precision::kDecade;
    set_year(c.last, static_cast<int>(t.value));
    best_.consider(end, c);
  }

  void century() {
    const Token& t = s_.at(start_);
    if (t.digits > 2 || t.value == 0 || t.value > 30 || !s_.small_number(start_)) return;
    std::size_t end = 0;
    if (s_.at(start_ + 1).is(WordClass::kCenturyUnit) && s_.at(start_ + 1).gap <= 1) {
      end = start_ + 2;
    } else if (s_.at(start_ + 1).is(WordClass::kOrdinal) && s_.at(start_ + 1).gap <= 1) {
      std::size_t j = start_ + 2;
      if (s_.at(j).is(U'-') && s_.glued(j)) ++j;
      if (!s_.word(j, WordClass::kCentury) || is_christ(j + 1, 0) != 0) return;
      end = j + 1;
    }
    if (end == 0) return;
    Candidate c;
    c.kind = Kind::kCentury;
    c.precision = Precision::kCentury;
    set_year(c.last, static_cast<int>(t.value - 1) * 100 + 1);
    best_.consider(end, c);
  }

  /// "B.C.", "BC" (value 0) or "A. D.", "AD" (value 1) at `i`.
  std::size_t is_christ(std::size_t i, unsigned value) const {
    if (!s_.word(i, WordClass::kBc) || s_.at(i).info.value != value || !s_.at(i).capital) return 0;
    const bool whole = s_.raw(i).size() == 2;
    std::size_t j = i + 1;
    if (whole) return j;
    if (!s_.at(j).is(U'.') || !s_.glued(j)) return 0;
    ++j;
    if (s_.raw(j) != (value == 0 ? "C" : "D") || s_.at(j).gap > 1) return 0;
    ++j;
    return s_.at(j).is(U'.') && s_.glued(j) ? j + 1 : j;
  }

  void before_christ() {
    const Token& t = s_.at(start_);
    if (t.digits > 4 || t.value == 0 || s_.before(start_) == ',' || s_.before(start_) == '.') return;
    const std::size_t era = is_christ(start_ + 1, 0);
    if (era == 0) return;
    Candidate c;
    c.flags.set(Flag::kBc);
    set_year(c.last, 1 - static_cast<int>(t.value));
    best_.consider(era, c);
    const std::size_t j = s_.to(era);
    if (j == 0 || !s_.at(j).number() || !s_.soft(j) || s_.at(j).digits > 4 || s_.at(j).value == 0) return;
    Candidate r;
    r.flags.set(Flag::kBc);
    r.precision = Precision::kRange;
    r.first = c.last;
    const int last = static_cast<int>(s_.at(j).value);
    if (const std::size_t end = is_christ(j + 1, 1)) {
      set_year(r.last, last);
      best_.consider(end, r);
    } else if (const std::size_t bc_end = is_christ(j + 1, 0); bc_end != 0 && s_.at(j).value <= t.value) {
      set_year(r.last, 1 - last);
      best_.consider(bc_end, r);
    }
  }

  const TokenStream& s_;
  std::size_t start_;
  Match& best_;
};

}  // namespace

void match_year(const TokenStream& s, std::size_t i, Match& best) {
  Years years(s, i, best);
  if (s.at(i).type == Token::Type::kYear) {
    years.expression();
  } else if (s.at(i).number()) {
    years.number();
  } else {
    years.lifespan();
  }
}

}  // namespace dateline::dates
