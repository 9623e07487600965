#include "common/dates/match_list.h"

#include <algorithm>
#include <array>

#include "common/dates/one_of.h"
#include "common/dates/year_tail.h"
#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kMaxItems = 12;

/// Between the last two of a list.
constexpr auto kJoints = std::to_array<std::string_view>(
    {"and", "or", "&", "y", "o", "et", "ou", "und", "oder", "и", "или", "과", "와", "と", "和"});
constexpr auto kCjkJoints = std::to_array<std::string_view>({"및", "및 ", "及", "や"});
/// Words that a year stands behind, besides the English prepositions.
constexpr auto kBeforeYears = std::to_array<std::string_view>({"en", "En", "в", "В", "den"});
/// Before each year or month of a list: "en 2011 y en 2013", "в 2011 и в 2013 годах", "im Januar und im
/// März".
constexpr auto kBeforeEach = std::to_array<std::string_view>({"en", "в", "in", "im"});
/// "с 1996 по 1998 год", "de 1996 a 1998": what stands before a stretch of years, and between its ends.
struct Stretch {
  std::string_view before;
  std::string_view between;
};
constexpr auto kStretches = std::to_array<Stretch>({{"с", "по"},
                                                    {"С", "по"},
                                                    {"de", "a"},
                                                    {"De", "a"},
                                                    {"desde", "hasta"},
                                                    {"Desde", "hasta"},
                                                    {"von", "bis"},
                                                    {"Von", "bis"},
                                                    {"de", "à"},
                                                    {"De", "à"}});
constexpr auto kHalves = std::to_array<std::string_view>({"early", "late", "mid", "both"});

bool is_comma(const TokenStream& s, std::size_t i) {
  return s.at(i).is(U',') || s.at(i).is(char32_t{0x3001}) || s.at(i).is(char32_t{0xB7});
}

bool is_joint(const TokenStream& s, std::size_t i) {
  const Token& t = s.at(i);
  if (t.type == Token::Type::kPunct) return t.is(U'&');
  if (t.type != Token::Type::kWord && t.type != Token::Type::kOther) return false;
  return one_of(s.raw(i), kJoints) || one_of(s.raw(i), kCjkJoints);
}

struct Separator {
  std::size_t end = 0;  ///< 0: none
  bool last = false;    ///< a word that only one more follows
};

Separator separator(const TokenStream& s, std::size_t i) {
  if (!s.soft(i)) return {};
  std::size_t j = is_comma(s, i) ? i + 1 : i;
  const bool joint = is_joint(s, j) && s.soft(j);
  if (joint) ++j;
  if (j == i) return {};
  return {j, joint};
}

class List {
 public:
  List(const TokenStream& s, std::size_t start) : s_(s), start_(start) {}

  std::vector<ListedDay> run() {
    const Token& t = s_.at(start_);
    if (t.is(WordClass::kMonth)) {
      if (separator(s_, skip_dot(start_ + 1)).end != 0) months();
    } else if (t.type == Token::Type::kYear) {
      cjk(start_ + 1);
    } else if (has_year_size(t)) {
      if (separator(s_, start_ + 1).end != 0) {
        years();
      } else {
        stretch_of_years();
      }
      if (s_.at(start_ + 1).is(WordClass::kYearUnit)) cjk(start_ + 2);
    } else if (t.number() && t.digits <= 2) {
      if (s_.at(start_ + 1).is(WordClass::kMonthUnit)) {
        cjk(start_);
      } else if (const std::size_t comma = start_ + (is_comma(s_, start_ + 1) ? 1 : 2);
                 is_comma(s_, comma) && s_.at(comma + 1).number()) {
        days();
      }
    }
    return std::move(items_);
  }

 private:
  std::size_t skip_dot(std::size_t i) const { return s_.at(i).is(U'.') && s_.glued(i) ? i + 1 : i; }

  void add(std::size_t begin, std::size_t end, const DateParts& d, bool shared_year) {
    Candidate c;
    c.last = d;
    if (shared_year) c.flags.set(Flag::kContextYear);
    items_.push_back({begin, end, c});
  }

  /// What every item lacks and the last one has.
  void share(const DateParts& year, std::size_t end) {
    for (ListedDay& item : items_) {
      item.candidate.last.has_year = true;
      item.candidate.last.year = year.year;
      if (&item != &items_.back()) item.candidate.flags.set(Flag::kContextYear);
    }
    items_.back().end = end;
  }

  bool is_year(std::size_t i) const {
    return has_year_size(s_.at(i)) && is_plain_year(s_.text(), s_.at(i)) && s_.soft(i);
  }

  /// "las heladas de 2011 y 2013", but not "las décadas de 1950 y 1960".
  bool follows_de() const {
    constexpr auto kDecades = std::to_array<std::string_view>({"décadas", "decadas", "década", "decada"});
    return s_.at(start_ - 1).is(WordClass::kDe) && (start_ < 2 || !one_of(s_.raw(start_ - 2), kDecades));
  }

  void years() {
    const std::string_view before = start_ > 0 ? s_.raw(start_ - 1) : std::string_view();
    const bool introduced =
        start_ > 0 && s_.follows(start_) && !says_between(before) &&
        (s_.at(start_ - 1).is(WordClass::kPreposition) || s_.at(start_ - 1).is(WordClass::kYearWord) ||
         s_.at(start_ - 1).is(WordClass::kOf) || follows_de() || one_of(before, kBeforeYears) ||
         one_of(before, kHalves));
    if (!is_year(start_)) return;
    if (says_between(before)) return range_of_years(separator(s_, start_ + 1));
    bool closed = false;
    bool german = false;  // "2011 und 2012", where no word introduces a year
    for (std::size_t i = start_; items_.size() < kMaxItems && is_year(i);) {
      DateParts d;
      d.has_year = true;
      d.year.gregorian = static_cast<int>(s_.at(i).value);
      add(i, i + 1, d, false);
      const Separator next = separator(s_, i + 1);
      if (closed || next.end == 0) break;
      german = s_.raw(next.end - 1) == "und" || s_.raw(next.end - 1) == "oder";
      // Each of "in 1996, in 1998" is read by itself.
      const bool again = s_.soft(next.end) && one_of(s_.raw(next.end), kBeforeEach) && is_year(next.end + 1);
      closed = next.last;
      i = again ? next.end + 1 : next.end;
    }
    if (items_.size() < 2) return items_.clear();
    const std::size_t last = items_.back().end - 1;
    const Token& unit = s_.at(last + 1);
    const bool cjk_unit = unit.is(WordClass::kYearUnit) && unit.gap <= 1;
    const bool russian_unit = s_.word(last + 1, WordClass::kRussianYear);
    german = german && closed && !unit.number() && !(unit.type == Token::Type::kWord && unit.capital);
    const bool whole = (introduced && closed) || russian_unit || cjk_unit || german;
    const bool begins_date = s_.at(last + 1).is(WordClass::kMonth) || s_.at(last + 1).is(U'-') ||
                             (cjk_unit && (s_.at(last + 2).number() || measures_years(s_, last + 1))) ||
                             (s_.at(last + 1).is(U'.') && s_.at(last + 2).number() && s_.glued(last + 2));
    if (!whole || begins_date || counts_things(s_, last)) return items_.clear();
    if (cjk_unit || russian_unit) ++items_.back().end;
  }

  /// Of "entre 1996 y 1998" the range, unless match_year() reads it ("between").
  void range_of_years(Separator joint) {
    const std::string_view before = s_.raw(start_ - 1);
    const bool english = before == "between" || before == "Between";
    if (english || !joint.last || !is_year(joint.end) || counts_things(s_, joint.end) ||
        s_.at(joint.end).value < s_.at(start_).value || s_.at(joint.end + 1).is(WordClass::kMonth))
      return;
    Candidate c;
    c.precision = Precision::kRange;
    for (DateParts* d : {&c.first, &c.last}) d->has_year = true;
    c.first.year.gregorian = static_cast<int>(s_.at(start_).value);
    c.last.year.gregorian = static_cast<int>(s_.at(joint.end).value);
    const bool unit = s_.word(joint.end + 1, WordClass::kRussianYear);
    items_.push_back({start_, unit ? joint.end + 2 : joint.end + 1, c});
  }

  void stretch_of_years() {
    if (start_ == 0 || !s_.follows(start_) || !is_year(start_) || !s_.soft(start_ + 1)) return;
    const auto fits = [this](const Stretch& words) {
      return words.before == s_.raw(start_ - 1) && words.between == s_.raw(start_ + 1);
    };
    const bool spoken_of = std::any_of(kStretches.begin(), kStretches.end(), fits);
    if (spoken_of) range_of_years({start_ + 2, true});
  }

  void months() {
    if (s_.is_small_month(start_)) return;
    bool closed = false;
    std::size_t i = start_;
    DateParts d;
    while (items_.size() < kMaxItems && s_.at(i).is(WordClass::kMonth) && !s_.is_small_month(i) &&
           (i == start_ || s_.soft(i))) {
      d.month = s_.at(i).info.value;
      const std::size_t end = skip_dot(i + 1);
      add(i, end, d, false);
      const Separator next = separator(s_, end);
      if (closed || next.end == 0) break;
      closed = next.last;
      i = next.end;
      // "en septiembre y en octubre de 2012"
      if (s_.at(i).is(WordClass::kPreposition) || one_of(s_.raw(i), kBeforeEach)) ++i;
    }
    DateParts year;
    const std::size_t end = items_.size() < 2 || !closed ? 0 : year_tail(s_, items_.back().end, year, false);
    if (end == 0) return items_.clear();
    if (items_.size() == 2 && start_ > 0 && says_between(s_.raw(start_ - 1))) {
      // "between May and July 1961" is one stretch of time.
      Candidate& c = items_.front().candidate;
      c.precision = Precision::kRange;
      c.first = c.last;
      c.last = items_.back().candidate.last;
      items_.pop_back();
      items_.back().end = end;
      c.last.has_year = true;
      c.last.year = year.year;
      return;
    }
    share(year, end);
  }

  std::size_t unit(std::size_t i, WordClass unit_class) const {
    const bool number = s_.at(i).number() && s_.at(i).digits <= 2 && s_.at(i).value != 0 && s_.within(i, 3);
    return number && s_.at(i + 1).is(unit_class) && s_.at(i + 1).gap <= 1 ? i + 2 : 0;
  }

  /// [Y] month mo (month mo)*, or [Y] month mo day (day)* da; `i` is at the month
  void cjk(std::size_t i) {
    DateParts d;
    if (i != start_ && s_.year(start_, d) == 0) return;
    const std::size_t month_end = unit(i, WordClass::kMonthUnit);
    if (month_end == 0 && d.has_year) return cjk_months(i, d);
    if (month_end == 0 || s_.at(i).value > 12) return;
    d.month = static_cast<std::uint8_t>(s_.at(i).value);
    if (s_.at(month_end).number()) return cjk_days(month_end, d);
    if (!d.has_year) return;
    add(start_, month_end, d, false);
    bool closed = false;
    for (std::size_t at = month_end; !closed && items_.size() < kMaxItems;) {
      const Separator next = separator(s_, at);
      const std::size_t end = next.end != 0 ? unit(next.end, WordClass::kMonthUnit) : 0;
      if (end == 0 || s_.at(end).number() || s_.at(next.end).value > 12) break;
      d.month = static_cast<std::uint8_t>(s_.at(next.end).value);
      add(next.end, end, d, true);
      closed = next.last;
      at = end;
    }
    if (items_.size() < 2) items_.clear();
  }

  /// "2012年4、5月": only the last month has its unit.
  void cjk_months(std::size_t i, DateParts d) {
    bool with_unit = false;
    while (!with_unit && items_.size() < kMaxItems && s_.at(i).number() && s_.at(i).digits <= 2 &&
           s_.at(i).value <= 12 && s_.within(i, 3)) {
      if (s_.at(i).value <= d.month) break;
      d.month = static_cast<std::uint8_t>(s_.at(i).value);
      with_unit = unit(i, WordClass::kMonthUnit) != 0;
      add(items_.empty() ? start_ : i, with_unit ? i + 2 : i + 1, d, !items_.empty());
      const std::size_t end = items_.back().end;
      if (!is_comma(s_, end)) break;
      i = end + 1;
    }
    if (items_.size() < 2 || !with_unit || s_.at(items_.back().end).number()) items_.clear();
  }

  /// Behind a day with its unit, the next one of "4日和5日", "4日、5日和6日"; 0 when there is none.
  std::size_t chinese_day(std::size_t i) const {
    const bool joint = s_.soft(i) && (s_.raw(i) == "和" || s_.raw(i) == "与" || s_.raw(i) == "與" ||
                                      (is_comma(s_, i) && s_.raw(i + 2) == "日"));
    return joint && s_.is_day(i + 1) && unit(i + 1, WordClass::kDayUnit) != 0 ? i + 1 : 0;
  }

  /// "4, 5일", "4、5日": only the last day has its unit; "4日和5日".
  void cjk_days(std::size_t i, DateParts d) {
    bool with_unit = false;
    while (items_.size() < kMaxItems && s_.is_day(i) && s_.within(i, 3)) {
      if (!items_.empty() && s_.at(i).value <= d.day) break;
      d.day = static_cast<std::uint8_t>(s_.at(i).value);
      with_unit = unit(i, WordClass::kDayUnit) != 0;
      add(items_.empty() ? start_ : i, with_unit ? i + 2 : i + 1, d, !items_.empty() && d.has_year);
      items_.back().candidate.with_previous = items_.size() > 1 && !d.has_year;
      const std::size_t end = items_.back().end;
      const std::size_t next = with_unit ? chinese_day(end) : separator(s_, end).end;
      if (next == 0) break;
      i = next;
    }
    if (items_.size() < 2 || !with_unit) items_.clear();
  }

  /// day, day and day [de] mon [Y], three of them or more
  void days() {
    bool closed = false;
    std::size_t i = start_;
    DateParts d;
    while (items_.size() < kMaxItems && s_.is_day(i) && s_.at(i).value > d.day &&
           (i == start_ || s_.soft(i))) {
      d.day = static_cast<std::uint8_t>(s_.at(i).value);
      std::size_t end = i + 1;
      if ((s_.at(end).is(WordClass::kOrdinal) || s_.at(end).is(U'.')) && s_.glued(end)) ++end;
      add(i, end, d, false);
      const Separator next = separator(s_, end);
      if (closed || next.end == 0) break;
      closed = next.last;
      i = next.end;
    }
    if (items_.size() < 3 || !closed) return items_.clear();
    std::size_t j = items_.back().end;
    if (s_.word(j, WordClass::kOf) || s_.word(j, WordClass::kDe)) ++j;
    if (!s_.soft(j) || !s_.at(j).is(WordClass::kMonth)) return items_.clear();
    DateParts year;
    const std::size_t month_end = skip_dot(j + 1);
    const std::size_t end = year_tail(s_, month_end, year, true);
    if (end == 0 && s_.is_small_month(j)) return items_.clear();
    for (ListedDay& item : items_) item.candidate.last.month = s_.at(j).info.value;
    if (end != 0) return share(year, end);
    for (std::size_t k = 1; k < items_.size(); ++k) items_[k].candidate.with_previous = true;
    items_.back().end = month_end;
  }

  const TokenStream& s_;
  std::size_t start_;
  std::vector<ListedDay> items_;
};

}  // namespace

std::vector<ListedDay> match_list(const TokenStream& s, std::size_t i) { return List(s, i).run(); }

}  // namespace dateline::dates
