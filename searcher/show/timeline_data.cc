#include <fmt/format.h>

#include <optional>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/timeline.h"

namespace dateline::show {
namespace {

using search::Timeline;
using search::TimelineCount;
using search::TimelinePeriod;

void write_count(JsonWriter& json, const TimelineCount& count, bool places, bool words) {
  json.member("found", count.found);
  json.member("articles", count.articles);
  json.member("words", words ? std::optional(count.words) : std::nullopt);
  json.member("share", count.share());
  json.member("found_per_million_words", count.per_million_words());
  json.member("places", places ? std::optional(count.places) : std::nullopt);
  json.member("places_per_million_words", places ? count.places_per_million_words() : std::nullopt);
}

std::string number(std::optional<double> value) { return value ? fmt::format("{:.6g}", *value) : ""; }

}  // namespace

std::optional<TimelineMeasure> find_timeline_measure(std::string_view name) {
  if (name == "found") return TimelineMeasure::kFound;
  if (name == "share") return TimelineMeasure::kShare;
  if (name == "words") return TimelineMeasure::kPerWords;
  if (name == "places") return TimelineMeasure::kPlaces;
  if (name == "places-per-words") return TimelineMeasure::kPlacesPerWords;
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
    case TimelineMeasure::kPlaces:
      if (count.gap()) return std::nullopt;
      return static_cast<double>(count.places);
    case TimelineMeasure::kPlacesPerWords:
      return count.places_per_million_words();
  }
  return std::nullopt;
}

bool needs_places(TimelineMeasure measure) {
  return measure == TimelineMeasure::kPlaces || measure == TimelineMeasure::kPlacesPerWords;
}

std::string measure_text(TimelineMeasure measure, const Timeline& timeline) {
  std::string unit(timeline.by == search::PeriodUnit::kJucheYear ? "Juche year" : name(timeline.by));
  if (timeline.day == search::TimelineDay::kCaptured) unit += " of the first capture";
  switch (measure) {
    case TimelineMeasure::kFound:
      return fmt::format("articles by {}", unit);
    case TimelineMeasure::kShare:
      return fmt::format("share of all articles by {}", unit);
    case TimelineMeasure::kPerWords:
      return fmt::format("articles per million words by {}", unit);
    case TimelineMeasure::kPlaces:
      return fmt::format("places by {}", unit);
    case TimelineMeasure::kPlacesPerWords:
      return fmt::format("places per million words by {}", unit);
  }
  return {};
}

std::string timeline_title(const Timeline& timeline, TimelineMeasure measure) {
  const std::string query = timeline.query.empty() ? "all articles" : printable(timeline.query);
  return fmt::format("{}, {}", query, measure_text(measure, timeline));
}

std::string timeline_json(const Timeline& timeline) {
  JsonWriter json;
  const auto count = [&](std::string_view name, const TimelineCount& of) {
    json.object(name, [&] { write_count(json, of, timeline.with_places, !timeline.shards); });
  };
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", timeline.query);
    write_index(json, timeline.index_articles, timeline.revision);
    json.member("by", name(timeline.by));
    json.member("day", timeline.day == search::TimelineDay::kCaptured ? "captured" : "published");
    json.member("folded", timeline.folded);
    json.member("relaxed", timeline.relaxed);
    const bool whole = !timeline.shards || timeline.shards->missing.empty();
    json.member("total", whole ? std::optional(timeline.all.found) : std::nullopt);
    if (timeline.shards) write_shards(json, *timeline.shards);
    count("all", timeline.all);
    json.array("periods", timeline.periods, [&](const TimelinePeriod& period) {
      json.object([&] {
        json.member("period", period.label);
        json.member("from", dates::to_iso(period.from));
        json.member("to", dates::to_iso(period.to));
        write_count(json, period.count, timeline.with_places, !timeline.shards);
        json.member("gap", period.count.gap());
      });
    });
    count("month_known_only", timeline.month_only);
    count("year_known_only", timeline.year_only);
    count("no_date", timeline.undated);
    if (timeline.first || timeline.last) {
      write_mention(json, "first", timeline.first);
      write_mention(json, "last", timeline.last);
    }
    if (!timeline.wordings.empty()) write_wordings(json, timeline.wordings);
    json.array("notices", timeline.notices);
  });
  return json.line();
}

Table timeline_table(const Timeline& timeline) {
  Table table;
  table.columns = {{"period"},
                   {"from"},
                   {"to"},
                   {"found", true},
                   {"articles", true},
                   {"words", true},
                   {"share", true},
                   {"found_per_million_words", true},
                   {"gap", true},
                   {"places", true},
                   {"places_per_million_words", true}};
  // Its counts are lower bounds then, which each row must say.
  const bool partial = timeline.shards && !timeline.shards->missing.empty();
  if (partial) table.columns.push_back({"shards"});
  const auto row = [&](const std::string& label, const std::string& from, const std::string& to,
                       const TimelineCount& count, bool gap) {
    table.rows.push_back({label, from, to, std::to_string(count.found), std::to_string(count.articles),
                          timeline.shards ? "" : std::to_string(count.words), number(count.share()),
                          number(count.per_million_words()), gap ? "1" : "0",
                          timeline.with_places ? std::to_string(count.places) : "",
                          timeline.with_places ? number(count.places_per_million_words()) : ""});
    if (partial)
      table.rows.back().push_back(
          fmt::format("{} of {}", timeline.shards->answered(), timeline.shards->asked));
  };
  for (const TimelinePeriod& period : timeline.periods) {
    row(period.label, dates::to_iso(period.from), dates::to_iso(period.to), period.count, period.count.gap());
  }
  // These are no stretches of time: that there is none of a kind is no gap.
  row("month known only", "", "", timeline.month_only, false);
  row("year known only", "", "", timeline.year_only, false);
  row("no date", "", "", timeline.undated, false);
  return table;
}

}  // namespace dateline::show
