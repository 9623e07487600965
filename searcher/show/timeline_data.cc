#include <fmt/format.h>

#include "common/index/article_json.h"
#include "searcher/show/printable.h"
#include "searcher/show/timeline.h"

namespace dateline::show {
namespace {

using nlohmann::ordered_json;
using search::Timeline;
using search::TimelineCount;
using search::TimelinePeriod;

ordered_json or_null(std::optional<double> value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

void add_count(ordered_json& out, const TimelineCount& count) {
  out["found"] = count.found;
  out["articles"] = count.articles;
  out["words"] = count.words;
  out["share"] = or_null(count.share());
  out["found_per_million_words"] = or_null(count.per_million_words());
}

ordered_json count_json(const TimelineCount& count) {
  ordered_json out;
  add_count(out, count);
  return out;
}

std::string number(std::optional<double> value) { return value ? fmt::format("{:.6g}", *value) : ""; }

}  // namespace

std::optional<TimelineMeasure> find_timeline_measure(std::string_view name) {
  if (name == "found") return TimelineMeasure::kFound;
  if (name == "share") return TimelineMeasure::kShare;
  if (name == "words") return TimelineMeasure::kPerWords;
  return std::nullopt;
}

std::optional<double> value_of(const TimelineCount& count, TimelineMeasure measure) {
  switch (measure) {
    case TimelineMeasure::kFound:
      if (count.gap()) return std::nullopt;
      return static_cast<double>(count.found);
    case TimelineMeasure::kShare:
      return count.share();
    case TimelineMeasure::kPerWords:
      return count.per_million_words();
  }
  return std::nullopt;
}

std::string timeline_title(const Timeline& timeline, TimelineMeasure measure) {
  const std::string query = timeline.query.empty() ? "all articles" : printable(timeline.query);
  const std::string_view unit =
      timeline.by == search::PeriodUnit::kJucheYear ? "Juche year" : name(timeline.by);
  switch (measure) {
    case TimelineMeasure::kFound:
      return fmt::format("{}, articles by {}", query, unit);
    case TimelineMeasure::kShare:
      return fmt::format("{}, share of all articles by {}", query, unit);
    case TimelineMeasure::kPerWords:
      return fmt::format("{}, articles per million words by {}", query, unit);
  }
  return query;
}

std::string timeline_json(const Timeline& timeline) {
  ordered_json periods = ordered_json::array();
  for (const TimelinePeriod& period : timeline.periods) {
    ordered_json out{
        {"period", period.label}, {"from", dates::to_iso(period.from)}, {"to", dates::to_iso(period.to)}};
    add_count(out, period.count);
    out["gap"] = period.count.gap();
    periods.push_back(std::move(out));
  }
  ordered_json out{{"schema", index::kJsonSchema},
                   {"query", timeline.query},
                   {"index", {{"articles", timeline.index_articles}, {"revision", timeline.revision}}},
                   {"by", name(timeline.by)},
                   {"folded", timeline.folded},
                   {"relaxed", timeline.relaxed},
                   {"total", timeline.all.found}};
  out["all"] = count_json(timeline.all);
  out["periods"] = std::move(periods);
  out["month_known_only"] = count_json(timeline.month_only);
  out["year_known_only"] = count_json(timeline.year_only);
  out["no_date"] = count_json(timeline.undated);
  out["notices"] = timeline.notices;
  return index::dump(out) + "\n";
}

std::string timeline_table(const Timeline& timeline, Delimiter delimiter) {
  std::string out = delimited_line(
      {"period", "from", "to", "found", "articles", "words", "share", "found_per_million_words", "gap"},
      delimiter);
  const auto line = [&](const std::string& label, const std::string& from, const std::string& to,
                        const TimelineCount& count) {
    out += delimited_line({label, from, to, std::to_string(count.found), std::to_string(count.articles),
                           std::to_string(count.words), number(count.share()),
                           number(count.per_million_words()), count.gap() ? "1" : "0"},
                          delimiter);
  };
  for (const TimelinePeriod& period : timeline.periods)
    line(period.label, dates::to_iso(period.from), dates::to_iso(period.to), period.count);
  line("month known only", "", "", timeline.month_only);
  line("year known only", "", "", timeline.year_only);
  line("no date", "", "", timeline.undated);
  return out;
}

}  // namespace dateline::show
