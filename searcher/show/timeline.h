#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "searcher/search/timeline.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// What the bars of a timeline stand for.
enum class TimelineMeasure : std::uint8_t {
  kFound,           ///< articles found
  kShare,           ///< their share of all articles of the period
  kPerWords,        ///< articles found for a million words
  kPlaces,          ///< places of the query's words
  kPlacesPerWords,  ///< these for a million words
};
/// "found", "share", "words", "places", "places-per-words".
std::optional<TimelineMeasure> find_timeline_measure(std::string_view name);

struct TimelineChart {
  TimelineMeasure measure = TimelineMeasure::kFound;
  bool sparkline = false;  ///< one line instead of a line for each period
};

/// A table with bars (or a sparkline) that fits the width. Four and more empty periods in a row share a line.
std::string timeline_text(const search::Timeline& timeline, const TimelineChart& chart, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string timeline_json(const search::Timeline& timeline);

/// A header, a line for each period, then those for dates that are too rough or unknown.
Table timeline_table(const search::Timeline& timeline);

/// A standalone SVG 1.1 document: a bar for each period, gaps in grey, title and description for those who
/// cannot see it.
std::string timeline_svg(const search::Timeline& timeline, TimelineMeasure measure);

/// The value of a measure; nullopt for a gap or a period without words.
std::optional<double> value_of(const search::TimelineCount& count, TimelineMeasure measure);

/// Whether places must have been counted for it.
bool needs_places(TimelineMeasure measure);

/// "articles by year of the first capture": what a chart of anything shows.
std::string measure_text(TimelineMeasure measure, const search::Timeline& timeline);

/// "flood, articles by year": what a chart shows.
std::string timeline_title(const search::Timeline& timeline, TimelineMeasure measure);

}  // namespace dateline::show
