#include "common/dates/document.h"

#include <algorithm>
#include <array>
#include <limits>

#include "common/dates/candidates.h"
#include "common/dates/masthead.h"
#include "common/dates/ocr_repair.h"
#include "common/dates/resolve.h"
#include "common/dates/url_dates.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kOpeningBytes = 600;  // where a press review names its weekday

constexpr std::array<std::string_view, 7> kWeekdays = {
    "on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday", "on Sunday"};

/// Monday 0. "Press Review … on Thursday" speaks of the day of its dateline.
std::optional<unsigned> named_weekday(std::string_view text) {
  const std::string_view opening = text.substr(0, kOpeningBytes);
  if (opening.find("Press Review") == std::string_view::npos &&
      opening.find("Newspapers of") == std::string_view::npos) {
    return std::nullopt;
  }
  std::optional<unsigned> first;
  std::size_t place = std::string_view::npos;
  for (unsigned i = 0; i < kWeekdays.size(); ++i) {
    const std::size_t at = opening.find(kWeekdays[i]);
    if (at < place) {
      place = at;
      first = i;
    }
  }
  return first;
}

std::string month_day(unsigned month, unsigned day) {
  DateMention m;
  m.precision = Precision::kMonthDay;
  m.month = static_cast<std::uint8_t>(month);
  m.day = static_cast<std::uint8_t>(day);
  return interval_text(m);
}

class Reading {
 public:
  Reading(const DocumentInput& input, CandidateFinder& finder)
      : input_(input),
        text_(input.text.substr(0, std::numeric_limits<std::uint32_t>::max())),
        finder_(finder) {}

  DocumentDates run(DocumentDater::Evidences evidences) {
    find();
    gather();
    PublicationDecision decision = decide_publication(evidence_);
    out_.publication = std::move(decision.publication);
    mentions();
    if (evidences == DocumentDater::Evidences::kTold) tell(decision.verdicts);
    return std::move(out_);
  }

 private:
  void to_original(DateMention& m) const {
    const NormalText& normal = finder_.normal();
    const std::uint32_t begin = normal.original_begin(m.offset);
    m.length = normal.original_end(m.offset + m.length) - begin;
    m.offset = begin;
  }

  void find() {
    const std::optional<Masthead> masthead = find_masthead(text_, finder_);
    const std::optional<Masthead> foot = masthead ? std::nullopt : find_foot(text_, finder_);
    candidates_ = finder_.find(text_);
    if (masthead) make_stamp(*masthead);
    if (foot && signs_document(foot->day)) make_stamp(*foot);
    for (Candidate& c : candidates_) {
      // The main text has no capture line; a date that stands first in it is a date like others.
      if (c.kind == Kind::kCapture) c.kind = Kind::kBody;
    }
    repaired_ = repaired_stamps(text_);
  }

  void make_stamp(const Masthead& line) {
    for (Candidate& c : candidates_) {
      const std::uint32_t begin = finder_.normal().original_begin(c.begin);
      if (begin >= line.end) break;
      if (begin >= line.begin && c.precision == Precision::kDay && c.last.has_year) c.kind = Kind::kStamp;
    }
  }

  /// Whether a day on the last line dates the document: it may be that of a letter quoted above it, so
  /// nothing else may tell another day.
  bool signs_document(Day day) const {
    constexpr std::chrono::days kNear{3};
    const auto far = [&](std::optional<Day> other) {
      return other && (*other < day - kNear || *other > day + kNear);
    };
    if (far(input_.header) || (input_.field && far(input_.field->day))) return false;
    return std::none_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
      if (c.kind == Kind::kStamp) return true;
      return c.kind == Kind::kDateline && far(nearest_day(c.last.month, c.last.day, day));
    });
  }

  /// Stamps need no publication date to be read, only their conflicts do; those are settled at the end.
  void gather() {
    std::vector<DateMention> first_reading;
    resolve(candidates_, std::nullopt, first_reading);
    for (DateMention& m : first_reading) to_original(m);
    merge_repaired(repaired_, first_reading);
    for (const DateMention& m : first_reading) {
      if (m.kind == Kind::kStamp) evidence_.stamps.push_back(m);
    }
    const auto dateline = std::find_if(candidates_.begin(), candidates_.end(),
                                       [](const Candidate& c) { return c.kind == Kind::kDateline; });
    if (dateline != candidates_.end() && make_day(2024, dateline->last.month, dateline->last.day)) {
      evidence_.dateline = DatelineEvidence{dateline->last.month, dateline->last.day, dateline->misspelt};
      dateline_range_.offset = dateline->begin;
      dateline_range_.length = dateline->end - dateline->begin;
      to_original(dateline_range_);
    }
    // A dateline names the agency.
    evidence_.agencys_own = input_.agencys_own || evidence_.dateline;
    evidence_.korean_publisher = input_.korean_publisher;
    evidence_.header = input_.header;
    evidence_.field = input_.field;
    if (input_.listed) evidence_.listed = input_.listed->date;
    if (input_.path) evidence_.path = input_.path->date;
    evidence_.mark = input_.mark;
    evidence_.captured = input_.captured;
    evidence_.fresh = input_.fresh;
    const UrlDates url = read_url(input_.url);
    evidence_.url = url.published;
    evidence_.ingested = url.ingested;
    if (evidence_.dateline) evidence_.weekday = named_weekday(text_);
    evidence_.last_year = last_year();
  }

  /// "지난해 주체99(2010)년": the text is of the year after.
  std::optional<int> last_year() const {
    constexpr auto kLast = std::to_array<std::string_view>({"지난해", "작년", "last year", "Last year"});
    const std::string_view text = finder_.normal().text();
    for (const Candidate& c : candidates_) {
      if (c.precision != Precision::kDay || !c.last.has_year || c.last.month != 0) continue;
      std::string_view before = text.substr(0, c.begin);
      while (before.ends_with(' ') || before.ends_with(',')) before.remove_suffix(1);
      const auto ends_so = [before](std::string_view words) { return before.ends_with(words); };
      if (std::any_of(kLast.begin(), kLast.end(), ends_so)) return c.last.year.gregorian;
    }
    return std::nullopt;
  }

  void mentions() {
    const Publication& p = out_.publication;
    const bool known = p.confidence != Confidence::kNone;
    std::vector<DateMention> all;
    resolve(candidates_, known ? std::optional<Day>(p.to) : std::nullopt, all);
    for (DateMention& m : all) to_original(m);
    merge_repaired(repaired_, all);
    for (const DateMention& m : all) {
      if (m.kind == Kind::kStamp) {
        out_.stamps.push_back(m);
      } else if (p.precision == Precision::kDay || !m.flags.has(Flag::kInferredMonth)) {
        out_.mentions.push_back(m);
      }
    }
  }

  void say(std::string by, std::string printed, std::string reads, std::string verdict,
           std::uint32_t offset = 0, std::uint32_t length = 0) {
    out_.evidence.push_back(
        {std::move(by), std::move(printed), std::move(reads), std::move(verdict), offset, length});
  }

  /// As exactly as it is given; `read`: with the day in Pyongyang where that is the one that counts.
  std::string given(const GivenDate& date, bool read) const {
    DateMention m;
    m.from = m.to = read && input_.korean_publisher ? date.in_korea.value_or(date.day) : date.day;
    m.precision = date.precision;
    return interval_text(m);
  }

  std::string printed(const DateMention& m) const { return std::string(text_.substr(m.offset, m.length)); }

  void tell(const Verdicts& verdicts) {
    const auto day = [](Day d) { return to_iso(d); };
    if (input_.header) say("header", day(*input_.header), day(*input_.header), verdicts.header);
    if (input_.field) say("field", given(*input_.field, false), given(*input_.field, true), verdicts.field);
    for (std::size_t i = 0; i < evidence_.stamps.size(); ++i) {
      const DateMention& m = evidence_.stamps[i];
      say("stamp", printed(m), interval_text(m), verdicts.stamps[i], m.offset, m.length);
    }
    if (evidence_.dateline) {
      say("dateline", printed(dateline_range_), month_day(evidence_.dateline->month, evidence_.dateline->day),
          verdicts.dateline, dateline_range_.offset, dateline_range_.length);
    }
    if (evidence_.url) say("url", std::string(input_.url), day(*evidence_.url), verdicts.url);
    if (input_.listed)
      say("metadata", input_.listed->printed, given(input_.listed->date, true), verdicts.listed);
    if (input_.path) say("path", input_.path->printed, given(input_.path->date, true), verdicts.path);
    if (input_.mark) say("mark", day(*input_.mark), day(*input_.mark), verdicts.mark);
    if (input_.captured) say("capture", day(*input_.captured), day(*input_.captured), verdicts.captured);
    if (evidence_.ingested)
      say("ingest", std::string(input_.url), day(*evidence_.ingested), verdicts.ingested);
  }

  const DocumentInput& input_;
  std::string_view text_;
  CandidateFinder& finder_;
  std::vector<Candidate> candidates_;
  std::vector<DateMention> repaired_;
  PublicationEvidence evidence_;
  DateMention dateline_range_;
  DocumentDates out_;
};

}  // namespace

DocumentDates DocumentDater::date(const DocumentInput& input) {
  return Reading(input, finder_).run(evidences_);
}

DocumentDates date_document(const DocumentInput& input) { return DocumentDater().date(input); }

}  // namespace dateline::dates
