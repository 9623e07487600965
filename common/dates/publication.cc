#include "common/dates/publication.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "common/dates/juche.h"
#include "common/dates/resolve.h"

namespace dateline::dates {
namespace {

using std::chrono::days;

constexpr Day kAgencyFounded = std::chrono::year{1946} / std::chrono::December / 5;
constexpr int kDatelineSlackDays = 3;
constexpr int kRepairSlackDays = 3;
constexpr int kAgreementDays = 1;
constexpr int kFreshDays = 7;

int distance(Day a, Day b) { return static_cast<int>((a - b).count()); }

std::string signed_flag(const char* name, int delta) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%s%+d", name, delta);
  return buffer;
}

std::string difference(int delta) {
  if (delta == 0) return "agrees";
  const int n = std::abs(delta);
  return std::to_string(n) + (n == 1 ? " day " : " days ") + (delta < 0 ? "before" : "after");
}

class Judge {
 public:
  explicit Judge(const PublicationEvidence& evidence) : e_(evidence) {
    out_.verdicts.stamps.resize(e_.stamps.size());
  }

  PublicationDecision run() {
    bound();
    if (e_.header && in_bounds(*e_.header, *e_.header, v().header)) header_ = e_.header;
    field_ = period(e_.field, v().field);
    listed_ = period(e_.listed, v().listed);
    path_ = period(e_.path, v().path);
    if (e_.url && in_bounds(*e_.url, *e_.url, v().url)) url_ = e_.url;
    read_stamps();
    read_mark();
    read_dateline();
    choose();
    compare();
    std::sort(p().flags.begin(), p().flags.end());
    return std::move(out_);
  }

 private:
  Publication& p() { return out_.publication; }
  Verdicts& v() { return out_.verdicts; }

  void bound() {
    if (e_.captured) v().captured = "upper bound only";
    if (e_.ingested) v().ingested = "upper bound only";
    if (e_.captured) latest_ = *e_.captured + days{1};
    if (e_.ingested) latest_ = latest_ ? std::min(*latest_, *e_.ingested + days{1}) : *e_.ingested + days{1};
  }

  void flag(std::string name) {
    if (std::find(p().flags.begin(), p().flags.end(), name) == p().flags.end())
      p().flags.push_back(std::move(name));
  }

  bool in_bounds(Day from, Day to, std::string& verdict) {
    if (latest_ && from > *latest_) {
      verdict = "after capture";
      flag("AFTER_CAPTURE");
      return false;
    }
    if (e_.agencys_own && to < kAgencyFounded) {
      verdict = "before the agency was founded";
      return false;
    }
    return true;
  }

  /// The days that a given date means; nullopt when they cannot be.
  std::optional<DateMention> period(const std::optional<GivenDate>& given, std::string& verdict) {
    if (!given) return std::nullopt;
    const Day day = e_.korean_publisher ? given->in_korea.value_or(given->day) : given->day;
    const int year = year_of(day);
    const unsigned month = month_of(day);
    DateMention f;
    f.precision = given->precision;
    f.from = f.to = day;
    if (f.precision == Precision::kMonth) {
      f.from = *make_day(year, month, 1);
      f.to = *make_day(year, month, days_in_month(year, month));
    } else if (f.precision == Precision::kYear) {
      f.from = *make_day(year, 1, 1);
      f.to = *make_day(year, 12, 31);
    }
    if (!in_bounds(f.from, f.to, verdict)) return std::nullopt;
    return f;
  }

  bool field_day() const { return field_ && field_->precision == Precision::kDay; }

  void read_stamps() {
    for (std::size_t i = 0; i < e_.stamps.size(); ++i) {
      const DateMention& s = e_.stamps[i];
      std::string& verdict = v().stamps[i];
      if (s.flags.has(Flag::kImpossible) || s.precision != Precision::kDay) {
        verdict = "impossible day";
      } else if (s.juche != 0 && s.to < kFirstEraDay) {
        verdict = "before the Juche era was used: text, no stamp";
      } else if (s.juche == 0 && e_.last_year == year_of(s.from)) {
        verdict = "of the year that the text calls the last one";
        flag("STAMP_YEAR");
      } else if (s.flags.has(Flag::kOcrRepaired) && !confirmed(i)) {
        verdict = "repaired, and nothing confirms it";
      } else if (in_bounds(s.from, s.to, verdict)) {
        if (stamp_) v().stamps[*stamp_] = "not the last stamp";
        stamp_ = i;
      }
    }
  }

  void read_mark() {
    if (!e_.mark) return;
    if (e_.captured && *e_.mark == *e_.captured) {
      v().mark = "the day of capture: proves nothing";
    } else if (in_bounds(*e_.mark, *e_.mark, v().mark)) {
      mark_ = e_.mark;
    }
  }

  /// A repaired stamp counts when anything else lies within three days.
  bool confirmed(std::size_t stamp) const {
    const Day day = e_.stamps[stamp].from;
    const auto near = [day](Day other) { return std::abs(distance(day, other)) <= kRepairSlackDays; };
    if (header_ && near(*header_)) return true;
    if (field_ && day >= field_->from - days{kRepairSlackDays} && day <= field_->to + days{kRepairSlackDays})
      return true;
    if (url_ && near(*url_)) return true;
    if (e_.dateline && !e_.dateline->misspelt) {
      const auto line = nearest_day(e_.dateline->month, e_.dateline->day, day);
      if (line && near(*line)) return true;
    }
    return std::any_of(e_.stamps.begin(), e_.stamps.end(), [&](const DateMention& s) {
      return !s.flags.has(Flag::kOcrRepaired) && s.precision == Precision::kDay && near(s.from);
    });
  }

  std::optional<Day> anchor() const {
    if (header_) return header_;
    if (field_day()) return field_->from;
    if (stamp_) return e_.stamps[*stamp_].from;
    return url_;
  }

  void read_dateline() {
    if (!e_.dateline) return;
    const auto near = anchor();
    if (near) return anchored_dateline(*near);
    if (mark_ && !field_ && !e_.dateline->misspelt) {
      const auto day = nearest_day(e_.dateline->month, e_.dateline->day, *mark_);
      if (day && std::abs(distance(*day, *mark_)) <= kDatelineSlackDays) return anchored_dateline(*mark_);
      v().mark = "far from the dateline";
      mark_.reset();
    }
    if (field_) return dateline_in_field();
    if (e_.dateline->misspelt) {
      v().dateline = "misspelt, and nothing confirms it";
      return;
    }
    unanchored_dateline();
  }

  void anchored_dateline(Day near) {
    const auto day = nearest_day(e_.dateline->month, e_.dateline->day, near);
    if (!day || std::abs(distance(*day, near)) > kDatelineSlackDays) {
      v().dateline = "mismatch";
      if (!e_.dateline->misspelt) flag("DATELINE_MISMATCH");
      return;
    }
    if (!in_bounds(*day, *day, v().dateline)) return;
    dateline_ = day;
    if (const int delta = distance(*day, near); delta != 0) flag(signed_flag("DATELINE_DELTA", delta));
  }

  /// The collection knows month or year: the dateline may give the day.
  void dateline_in_field() {
    const auto day = yearly_day(e_.dateline->month, e_.dateline->day, field_->to, -1);
    if (!day || *day < field_->from) {
      v().dateline = "mismatch";
      if (!e_.dateline->misspelt) flag("DATELINE_MISMATCH");
      return;
    }
    if (in_bounds(*day, *day, v().dateline)) dateline_ = day;
  }

  void unanchored_dateline() {
    const auto [month, day] = std::pair{e_.dateline->month, e_.dateline->day};
    if (latest_ && e_.fresh) {
      const auto found = yearly_day(month, day, *latest_, -1);
      if (found && distance(*latest_, *found) <= kFreshDays + 1)
        return infer(*found, Confidence::kMedium, "INFERRED_YEAR");
    }
    if (const auto& outside = listed_ ? listed_ : path_) return dateline_in_outside(*outside);
    if (latest_ && e_.weekday) {
      auto found = yearly_day(month, day, *latest_, -1);
      while (found && *found >= kAgencyFounded) {
        if (std::chrono::weekday{*found}.iso_encoding() == *e_.weekday + 1) {
          return infer(*found, Confidence::kLow, "WEEKDAY_YEAR");
        }
        found = yearly_day(month, day, *found - days{1}, -1);
      }
    }
    p().by = "dateline";
    p().month_day = {month, day};
    flag("YEAR_UNKNOWN");
    v().dateline = "year unknown";
  }

  /// A list or the path knows the day, month or year: the dateline gives the day where it fits.
  void dateline_in_outside(const DateMention& outside) {
    // What a month begins with may have its dateline in the month before.
    const days slack{outside.precision == Precision::kYear ? 0 : kDatelineSlackDays};
    const auto day = outside.precision == Precision::kDay
                         ? nearest_day(e_.dateline->month, e_.dateline->day, outside.from)
                         : yearly_day(e_.dateline->month, e_.dateline->day, outside.to, -1);
    const bool fits = day && *day >= outside.from - slack && *day <= outside.to + slack;
    if (!fits) {
      v().dateline = "mismatch";
      flag("DATELINE_MISMATCH");
    } else if (in_bounds(*day, *day, v().dateline)) {
      dateline_ = day;
    }
  }

  void infer(Day day, Confidence confidence, const char* name) {
    p().from = p().to = day;
    p().by = "dateline";
    p().confidence = confidence;
    flag(name);
    v().dateline = "used, its year inferred";
  }

  void choose() {
    if (!p().by.empty()) return;  // a dateline alone
    if (header_) return use(*header_, "header", v().header);
    if (field_day()) return use(field_->from, "field", v().field);
    const bool free = !field_;
    const auto allowed = [&](Day day) { return free || (day >= field_->from && day <= field_->to); };
    if (stamp_ && allowed(e_.stamps[*stamp_].from))
      return use(e_.stamps[*stamp_].from, "stamp", v().stamps[*stamp_]);
    if (dateline_ && allowed(*dateline_)) return use(*dateline_, "dateline", v().dateline);
    if (url_ && allowed(*url_)) return use(*url_, "url", v().url);
    if (listed_ && use_outside(*listed_, "metadata", v().listed)) return;
    if (path_ && use_outside(*path_, "path", v().path)) return;
    if (field_) {
      p().from = field_->from;
      p().to = field_->to;
      p().precision = field_->precision;
      p().by = "field";
      p().confidence = Confidence::kMedium;
      v().field = "used";
    } else if (mark_) {
      use(*mark_, "mark", v().mark);
      p().confidence = Confidence::kLow;
    }
  }

  /// Where the document gives nothing, or a month or year in which this is a day.
  bool use_outside(const DateMention& given, const char* by, std::string& verdict) {
    if (field_ &&
        (given.precision != Precision::kDay || given.from < field_->from || given.from > field_->to))
      return false;
    p().from = given.from;
    p().to = given.to;
    p().precision = given.precision;
    p().by = by;
    p().confidence = v().dateline == "mismatch" ? Confidence::kLow : Confidence::kMedium;
    verdict = "used";
    return true;
  }

  /// How a list or the path stands to what was used; true when it gives the same day, within one.
  bool compare_outside(const std::optional<DateMention>& given, const char* name, std::string& verdict) {
    if (!given || verdict == "used" || p().confidence == Confidence::kNone) return false;
    if (given->precision == Precision::kDay && p().precision == Precision::kDay) {
      const int delta = distance(given->from, p().from);
      verdict = difference(delta);
      if (std::abs(delta) > kRepairSlackDays) {
        flag(std::string(name) + "_MISMATCH");
      } else if (delta != 0) {
        flag(signed_flag((std::string(name) + "_DELTA").c_str(), delta));
      }
      return std::abs(delta) <= kAgreementDays;
    }
    const bool meet = given->from <= p().to && given->to >= p().from;
    verdict = meet ? "agrees" : "mismatch";
    if (!meet) flag(std::string(name) + "_MISMATCH");
    return false;
  }

  void use(Day day, const char* by, std::string& verdict) {
    p().from = p().to = day;
    p().by = by;
    p().confidence = Confidence::kMedium;
    verdict = "used";
  }

  /// Confidence, and how the rest stands to what was used.
  void compare() {
    const bool listed_agrees = compare_outside(listed_, "METADATA", v().listed);
    const bool path_agrees = compare_outside(path_, "PATH", v().path);
    if (p().confidence == Confidence::kNone || p().precision != Precision::kDay) return;
    // A list and the path are often one after the other: together they are one witness.
    const bool outside = p().by == "metadata" || p().by == "path";
    int agreeing = outside || listed_agrees || path_agrees ? 1 : 0;
    const auto count = [&](std::optional<Day> day, std::string& verdict, std::uint8_t weight = 2) {
      if (!day) return;
      const int delta = distance(*day, p().from);
      if (std::abs(delta) <= kAgreementDays) ++agreeing;
      if (delta == 0) p().support = static_cast<std::uint8_t>(p().support + weight);
      if (verdict.empty()) verdict = difference(delta);
    };
    count(header_, v().header);
    if (field_day()) count(field_->from, v().field);
    if (field_ && !field_day()) {
      const bool holds = p().from >= field_->from && p().from <= field_->to;
      v().field = holds ? "agrees" : "mismatch";
    }
    if (stamp_) {
      const DateMention& stamp = e_.stamps[*stamp_];
      count(stamp.from, v().stamps[*stamp_]);
      const int delta = distance(stamp.from, p().from);
      if (delta != 0 && p().by != "stamp") flag(signed_flag("STAMP_DELTA", delta));
      if (stamp.flags.has(Flag::kOutOfEra)) flag("OUT_OF_ERA");
    }
    if (dateline_) count(dateline_, v().dateline, 1);  // often a day older than its article
    count(url_, v().url);
    count(mark_, v().mark);
    if (agreeing >= 2) {
      p().confidence = Confidence::kHigh;
    } else if (p().by == "stamp" && e_.stamps[*stamp_].flags.has(Flag::kOutOfEra)) {
      p().confidence = Confidence::kLow;  // a stale template, or a society abroad
    }
  }

  const PublicationEvidence& e_;
  PublicationDecision out_;
  std::optional<Day> latest_;
  std::optional<Day> header_;
  std::optional<DateMention> field_;
  std::optional<std::size_t> stamp_;
  std::optional<Day> dateline_;
  std::optional<Day> url_;
  std::optional<DateMention> listed_;
  std::optional<DateMention> path_;
  std::optional<Day> mark_;
};

}  // namespace

Day day_in_korea(std::chrono::sys_seconds moment) {
  using namespace std::chrono;
  constexpr minutes kUsual{9 * 60};
  constexpr minutes kHalfHourLess{8 * 60 + 30};
  constexpr Day kFrom = year{2015} / August / 15;
  constexpr Day kTo = year{2018} / May / 4;
  const Day day = floor<days>(moment + kHalfHourLess);
  return floor<days>(moment + (day >= kFrom && day <= kTo ? kHalfHourLess : kUsual));
}

std::string_view name(Confidence confidence) {
  switch (confidence) {
    case Confidence::kNone:
      return "none";
    case Confidence::kLow:
      return "low";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kHigh:
      return "high";
  }
  return {};
}

std::string publication_text(const Publication& publication) {
  DateMention m;
  if (publication.confidence != Confidence::kNone) {
    m.from = publication.from;
    m.to = publication.to;
    m.precision = publication.precision;
  } else if (publication.month_day) {
    m.precision = Precision::kMonthDay;
    m.month = static_cast<std::uint8_t>(publication.month_day->first);
    m.day = static_cast<std::uint8_t>(publication.month_day->second);
  } else {
    return {};
  }
  return interval_text(m);
}

PublicationDecision decide_publication(const PublicationEvidence& evidence) { return Judge(evidence).run(); }

}  // namespace dateline::dates
