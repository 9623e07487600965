#include "common/dates/resolve.h"

#include <algorithm>

namespace dateline::dates {
namespace {

constexpr int kLeapSpan = 8;                    // years from one 29 February to the next at most
constexpr std::chrono::days kNewsLead{7};       // a yearless date may lie this far after publication
constexpr std::chrono::days kRecent{31};        // what may be past or to come is past within this time alone
constexpr std::chrono::days kDatelineSlack{3};  // rule 5.4: farther away the dateline is wrong

struct Interval {
  Day from{};
  Day to{};
};

int clamp_year(int year) { return year < -9999 ? -9999 : year > 9999 ? 9999 : year; }

std::optional<Interval> interval_of(int year, unsigned month, unsigned day) {
  year = clamp_year(year);
  if (month == 0) return Interval{*make_day(year, 1, 1), *make_day(year, 12, 31)};
  const unsigned length = days_in_month(year, month);
  if (length == 0) return std::nullopt;
  if (day == 0) return Interval{*make_day(year, month, 1), *make_day(year, month, length)};
  const auto exact = make_day(year, month, day);
  if (!exact) return std::nullopt;
  return Interval{*exact, *exact};
}

class Resolver {
 public:
  Resolver(const std::vector<Candidate>& candidates, std::optional<Day> published,
           std::vector<DateMention>& out, std::vector<ImpossibleDay>& impossible)
      : candidates_(candidates),
        published_(published),
        out_(out),
        impossible_(impossible),
        years_(candidates.size(), kNoYear) {}

  void run() {
    for (std::size_t i = 0; i < candidates_.size(); ++i) one(i);
  }

 private:
  static constexpr int kNoYear = -100000;

  void one(std::size_t i) {
    const Candidate& c = candidates_[i];
    DateMention m;
    m.kind = c.kind;
    m.flags = c.flags;
    m.offset = c.begin;
    m.length = c.end - c.begin;
    add_year_facts(c.last.year, m);
    if (c.first.has_year) add_year_facts(c.first.year, m);
    if (c.first.has_year && c.first.year.juche != 0) {
      m.last_juche = static_cast<std::uint16_t>(c.last.year.juche);
      m.juche = static_cast<std::uint16_t>(c.first.year.juche);
    }
    switch (c.precision) {
      case Precision::kMonthDay:
      case Precision::kLunar:
        return month_and_day(c, c.last, m);
      case Precision::kDecade:
        return span_of_years(c, 9, m);
      case Precision::kCentury:
        return span_of_years(c, 99, m);
      case Precision::kRange:
        return c.third != 0 ? third_of_month(i, m) : range(i, m);
      case Precision::kDay:
      case Precision::kMonth:
      case Precision::kYear:
        break;
    }
    if (c.kind == Kind::kDateline) return dateline(c, m);
    if (c.day_only) return day_only(c, m);
    if (!c.last.has_year) return yearless(i, m);
    years_[i] = choose(c.last.year);
    exact(i, years_[i], m);
  }

  static void add_year_facts(const YearPair& year, DateMention& m) {
    if (year.juche != 0) m.juche = static_cast<std::uint16_t>(year.juche);
    if (year.conflict) m.flags.set(Flag::kConflictYear);
    if (year.invalid) m.flags.set(Flag::kInvalidJuche);
  }

  /// Rule 4.2: of two years the one of publication, else the Gregorian.
  int choose(const YearPair& year) const {
    if (year.conflict && published_) {
      const int meant = *gregorian_year(year.juche);
      if (year_of(*published_) == meant) return meant;
    }
    return year.gregorian;
  }

  static bool labelled(const YearPair& year) { return year.juche != 0 || year.invalid; }

  void put(DateMention& m, Interval interval, Precision precision) {
    m.from = interval.from;
    m.to = interval.to;
    m.precision = precision;
    if (m.kind == Kind::kStamp && m.juche != 0 && !stamped_in_era(m.from, m.to)) m.flags.set(Flag::kOutOfEra);
    out_.push_back(m);
  }

  static Precision precision_of(unsigned month, unsigned day) {
    if (month == 0) return Precision::kYear;
    return day == 0 ? Precision::kMonth : Precision::kDay;
  }

  /// A date whose year is settled. Rule 4.3: what is impossible loses its wrong part, or is no date at all.
  void exact(std::size_t i, int year, DateMention& m) {
    const DateParts& d = candidates_[i].last;
    // A zero is printed where a stamp says "112.0.5": no month, and no whole year either.
    const bool stamped = m.kind == Kind::kStamp || m.kind == Kind::kWatch;
    const bool zero = stamped && (d.month == 0 || d.day == 0);
    if (const auto interval = interval_of(year, d.month, d.day); interval && !zero) {
      return put(m, *interval, precision_of(d.month, d.day));
    }
    if (!labelled(d.year)) {
      years_[i] = kNoYear;
      return drop(candidates_[i]);
    }
    m.flags.set(Flag::kImpossible);
    const unsigned month = days_in_month(clamp_year(year), d.month) != 0 ? d.month : 0u;
    put(m, *interval_of(year, month, 0), month != 0 ? Precision::kMonth : Precision::kYear);
  }

  void drop(const Candidate& c) {
    const bool told = c.kind != Kind::kStamp;  // a line of the site, not of the text
    if (told && !c.figures && c.last.day != 0) impossible_.push_back({c.kind, c.begin, c.end - c.begin});
  }

  void month_and_day(const Candidate& c, const DateParts& d, DateMention& m) {
    // A leap year has every day that any year has.
    if (c.precision != Precision::kLunar && !make_day(2024, d.month, d.day)) return;
    m.precision = c.precision == Precision::kLunar ? Precision::kLunar : Precision::kMonthDay;
    m.month = d.month;
    m.day = d.day;
    out_.push_back(m);
  }

  void span_of_years(const Candidate& c, int more, DateMention& m) {
    const int year = c.last.year.gregorian;
    m.precision = c.precision;
    m.from = interval_of(year, 0, 0)->from;
    m.to = interval_of(year + more, 0, 0)->to;
    out_.push_back(m);
  }

  void third_of_month(std::size_t i, DateMention& m) {
    const Candidate& c = candidates_[i];
    years_[i] = choose(c.last.year);
    const auto month = interval_of(years_[i], c.last.month, 0);
    if (!month || c.last.month == 0) return exact(i, years_[i], m);
    using std::chrono::days;
    Interval third = *month;
    if (c.third == 1) third.to = month->from + days{9};
    if (c.third == 2) third = {month->from + days{10}, month->from + days{19}};
    if (c.third == 3) third.from = month->from + days{20};
    m.unit = Precision::kDay;
    put(m, third, Precision::kRange);
  }

  void dateline(const Candidate& c, DateMention& m) {
    if (!published_) {
      if (!c.misspelt) month_and_day(c, c.last, m);
      return;
    }
    const auto day = nearest_day(c.last.month, c.last.day, *published_);
    if (!day) return;
    const bool after = *day > *published_ + kDatelineSlack;
    if (c.misspelt) {
      if (after || *day < *published_ - kDatelineSlack) return;
      m.flags.set(Flag::kOcrRepaired);
    }
    // Nobody writes from a day to come: the year is not known.
    if (after) return month_and_day(c, c.last, m);
    m.flags.set(Flag::kInferredYear);
    put(m, {*day, *day}, Precision::kDay);
  }

  /// Rule 4.7
  void day_only(const Candidate& c, DateMention& m) {
    if (!published_) return;
    const bool coming = c.cue == Cue::kFuture;
    using std::chrono::months;
    auto month = std::chrono::year_month{std::chrono::year{year_of(*published_)},
                                         std::chrono::month{month_of(*published_)}};
    for (int tries = 0; tries < 4; ++tries, month += months{coming ? 1 : -1}) {
      const auto day =
          make_day(static_cast<int>(month.year()), static_cast<unsigned>(month.month()), c.last.day);
      if (!day || (coming ? *day < *published_ : *day > *published_)) continue;
      m.flags.set(Flag::kInferredMonth);
      return put(m, {*day, *day}, Precision::kDay);
    }
  }

  /// The year of a month and day; none where another one stands beside it.
  std::optional<int> infer_year(std::size_t i, const DateParts& d, DateMention& m) const {
    const Flags flags = m.flags;
    const std::optional<int> year = follow_rules(i, d, m);
    const int beside = candidates_[i].year_beside;
    if (beside == 0 || beside == year) return year;
    m.flags = flags;
    return std::nullopt;
  }

  /// Rule 4.6, steps b to e: flags are set on success.
  std::optional<int> follow_rules(std::size_t i, const DateParts& d, DateMention& m) const {
    const Candidate& c = candidates_[i];
    if (c.cue == Cue::kSameYear && c.previous >= 0 &&
        years_[static_cast<std::size_t>(c.previous)] != kNoYear) {
      m.flags.set(Flag::kContextYear);
      return years_[static_cast<std::size_t>(c.previous)];
    }
    if (published_ && (c.cue == Cue::kThisYear || c.cue == Cue::kLastYear || c.cue == Cue::kNextYear)) {
      m.flags.set(Flag::kInferredYear);
      return year_of(*published_) + (c.cue == Cue::kLastYear ? -1 : c.cue == Cue::kNextYear ? 1 : 0);
    }
    if (c.context >= 0 && years_[static_cast<std::size_t>(c.context)] != kNoYear) {
      m.flags.set(Flag::kContextYear);
      return years_[static_cast<std::size_t>(c.context)];
    }
    if (!published_) return std::nullopt;
    const auto last = yearly_day(d.month, d.day, *published_ + kNewsLead, -1);
    const bool recent = last && *last < *published_ && *last >= *published_ - kRecent;
    std::optional<Day> day = last;
    const bool elsewhere = c.cue == Cue::kFutureElsewhere && !recent;
    if (c.cue == Cue::kFuture || elsewhere) day = yearly_day(d.month, d.day, *published_, 1);
    // What somebody said that would come may have come since.
    if (elsewhere && last && day && *last < *published_ && *published_ - *last < *day - *published_)
      return std::nullopt;
    // Of a day just past that the text calls coming nobody knows the year, nor of a plan told in the present.
    if (!day || (c.cue == Cue::kFuture && recent)) return std::nullopt;
    if (c.cue == Cue::kPresent && *day < *published_ - kRecent) return std::nullopt;
    m.flags.set(Flag::kInferredYear);
    return year_of(*day);
  }

  void yearless(std::size_t i, DateMention& m) {
    const Candidate& c = candidates_[i];
    if (c.with_previous) {
      m.flags = last_inferred_.flags;
    } else {
      last_inferred_.year = infer_year(i, c.last, m);
      last_inferred_.flags = m.flags;
    }
    const std::optional<int> year = last_inferred_.year;
    if (!year) return month_and_day(c, c.last, m);
    const auto day = make_day(clamp_year(*year), c.last.month, c.last.day);
    if (!day) return;
    put(m, {*day, *day}, Precision::kDay);
  }

  void range(std::size_t i, DateMention& m) {
    const Candidate& c = candidates_[i];
    m.unit = precision_of(c.last.month, std::max(c.first.day, c.last.day));
    // A last month without a day lasts to its end.
    const int last_day = c.last.day == 0 ? 31 : c.last.day;
    const bool later_in_year = c.first.month * 32 + c.first.day <= c.last.month * 32 + last_day;
    int first_year = 0;
    int last_year = 0;
    if (c.first.has_year && c.last.has_year) {
      first_year = choose(c.first.year);
      last_year = choose(c.last.year);
    } else if (c.last.has_year) {
      last_year = choose(c.last.year);
      first_year = later_in_year ? last_year : last_year - 1;
      if (!later_in_year) m.flags.set(Flag::kYearWrap);
    } else if (c.first.has_year) {
      first_year = choose(c.first.year);
      last_year = later_in_year ? first_year : first_year + 1;
      if (!later_in_year) m.flags.set(Flag::kYearWrap);
    } else {
      const auto year = infer_year(i, c.first, m);
      if (!year) return loose_ends(c, m);
      first_year = *year;
      last_year = later_in_year ? first_year : first_year + 1;
      if (!later_in_year) m.flags.set(Flag::kYearWrap);
    }
    if (c.first.has_year || c.last.has_year) years_[i] = last_year;
    between(c, first_year, last_year, m);
  }

  void between(const Candidate& c, int first_year, int last_year, DateMention& m) {
    const bool is_labelled = labelled(c.last.year) || labelled(c.first.year);
    auto first = interval_of(first_year, c.first.month, c.first.day);
    auto last = interval_of(last_year, c.last.month, c.last.day);
    if (!first || !last) {
      if (!is_labelled) return drop(c);
      // The valid prefix of both ends.
      m.flags.set(Flag::kImpossible);
      const unsigned first_month =
          days_in_month(clamp_year(first_year), c.first.month) != 0 ? c.first.month : 0u;
      const unsigned last_month = days_in_month(clamp_year(last_year), c.last.month) != 0 ? c.last.month : 0u;
      const bool months = first_month != 0 && last_month != 0;
      m.unit = months ? Precision::kMonth : Precision::kYear;
      first = interval_of(first_year, months ? first_month : 0, 0);
      last = interval_of(last_year, months ? last_month : 0, 0);
      if (first->from == last->from) return put(m, *first, m.unit);
    }
    if (last->to < first->from) return;
    put(m, {first->from, last->to}, Precision::kRange);
  }

  /// A range without any year: its start, and its end where that has a month of its own.
  void loose_ends(const Candidate& c, DateMention& m) {
    m.length = c.first_end - c.begin;
    month_and_day(c, c.first, m);
    if (c.last.month == c.first.month) return;
    m.offset = c.last_begin;
    m.length = c.end - c.last_begin;
    month_and_day(c, c.last, m);
  }

  const std::vector<Candidate>& candidates_;
  std::optional<Day> published_;
  std::vector<DateMention>& out_;
  std::vector<ImpossibleDay>& impossible_;
  std::vector<int> years_;  // of each candidate, as far as it has one
  struct {
    std::optional<int> year;
    Flags flags;
  } last_inferred_;  // of the last date without a year
};

}  // namespace

std::optional<Day> yearly_day(unsigned month, unsigned day, Day limit, int step) {
  int year = year_of(limit);
  for (int tries = 0; tries <= kLeapSpan + 1; ++tries, year += step) {
    const auto found = make_day(year, month, day);
    if (found && (step < 0 ? *found <= limit : *found >= limit)) return found;
  }
  return std::nullopt;
}

std::optional<Day> nearest_day(unsigned month, unsigned day, Day anchor) {
  const auto before = yearly_day(month, day, anchor, -1);
  const auto after = yearly_day(month, day, anchor, 1);
  if (!before || !after) return before ? before : after;
  return anchor - *before <= *after - anchor ? before : after;
}

void resolve(const std::vector<Candidate>& candidates, std::optional<Day> published,
             std::vector<DateMention>& mentions, std::vector<ImpossibleDay>& impossible) {
  Resolver(candidates, published, mentions, impossible).run();
}

void resolve(const std::vector<Candidate>& candidates, std::optional<Day> published,
             std::vector<DateMention>& mentions) {
  std::vector<ImpossibleDay> impossible;
  resolve(candidates, published, mentions, impossible);
}

}  // namespace dateline::dates
