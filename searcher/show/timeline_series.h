#pragma once

#include <string>
#include <vector>

#include "searcher/search/timeline_series.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"
#include "searcher/show/timeline.h"

namespace dateline::show {

/// A line a period with the measure of each series, then the first and last article of each.
std::string series_text(const std::vector<search::TimelineSeries>& series, TimelineMeasure measure,
                        const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string series_json(const std::vector<search::TimelineSeries>& series);

/// The rows of timeline_table, each with the label of its series in front.
Table series_table(const std::vector<search::TimelineSeries>& series);

/// A standalone SVG 1.1 document: a line for each series, broken at gaps, with a legend, and title and
/// description for those who cannot see it.
std::string series_svg(const std::vector<search::TimelineSeries>& series, TimelineMeasure measure);

}  // namespace dateline::show
