#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/index/schema.h"
#include "searcher/search/engine.h"
#include "searcher/search/timeline.h"

namespace dateline::search {

/// Most lines that one chart shows.
inline constexpr std::size_t kMaxSeries = 12;

struct SeriesRequest {
  TimelineRequest timeline;              ///< the first query, and the filters, unit and folding of all
  std::vector<std::string> with = {};    ///< further queries
  std::optional<index::Facet> per = {};  ///< or one line for each of the most frequent values of a facet
  std::size_t limit = 6;                 ///< values of the facet, 1..kMaxSeries
};

/// One line of a chart.
struct TimelineSeries {
  std::string label;  ///< the query, or the value of the facet
  Timeline timeline = {};
};

/// The timelines of several queries, or of the parts of one, over the same periods. With a facet, shares and
/// rates are those among the articles that have the value. A Usage error when both or more than kMaxSeries
/// are asked for.
SearchResult<std::vector<TimelineSeries>> timeline_series(Engine& engine, const SeriesRequest& request);

}  // namespace dateline::search
