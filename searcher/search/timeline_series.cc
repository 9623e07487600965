#include "searcher/search/timeline_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dateline::search {
namespace {

SearchResult<TimelineSeries> series_of(Engine& engine, TimelineRequest request, std::string label) {
  request.ends = true;
  SearchResult<Timeline> counted = timeline(engine, request);
  if (!counted) return tl::unexpected(counted.error());
  return TimelineSeries{.label = std::move(label), .timeline = std::move(*counted)};
}

/// Gives `one` the periods of `all`, of which its own are a part.
void align(Timeline& one, const Timeline& all) {
  std::vector<TimelinePeriod> periods = all.periods;
  for (TimelinePeriod& period : periods) {
    const auto own = std::lower_bound(one.periods.begin(), one.periods.end(), period.from,
                                      [](const TimelinePeriod& p, dates::Day day) { return p.from < day; });
    period.count = own != one.periods.end() && own->from == period.from ? own->count : TimelineCount();
  }
  one.periods = std::move(periods);
}

SearchResult<std::vector<TimelineSeries>> of_values(Engine& engine, const SeriesRequest& request) {
  TimelineRequest whole = request.timeline;
  whole.places = whole.ends = whole.wordings = false;
  SearchResult<Timeline> all = timeline(engine, whole);
  if (!all) return tl::unexpected(all.error());
  SearchRequest counts = request.timeline.search;
  counts.limit = 0;
  counts.facets = {*request.per};
  counts.facet_limit = request.limit;
  counts.facet_order = FacetOrder::kCount;
  const SearchResult<SearchResponse> counted = engine.search(counts);
  if (!counted) return tl::unexpected(counted.error());
  std::vector<TimelineSeries> out;
  for (const auto& value : counted->facets.front().values) {
    TimelineRequest one = request.timeline;
    one.search.filters.push_back(fmt::format("{}={}", index::name(*request.per), value.value));
    SearchResult<TimelineSeries> series = series_of(engine, one, value.value);
    if (!series) return tl::unexpected(series.error());
    align(series->timeline, *all);
    out.push_back(std::move(*series));
  }
  return out;
}

}  // namespace

SearchResult<std::vector<TimelineSeries>> timeline_series(Engine& engine, const SeriesRequest& request) {
  if (request.per && !request.with.empty()) {
    return tl::unexpected(wrap(Error{ErrorKind::kUsage, "a chart has lines of queries or of values, not both",
                                     "leave out --with or --per"}));
  }
  if (request.with.size() + 1 > kMaxSeries || request.limit > kMaxSeries) {
    return tl::unexpected(
        wrap(Error{ErrorKind::kUsage, fmt::format("a chart has {} lines at most", kMaxSeries),
                   "ask for fewer at once"}));
  }
  if (request.per) return of_values(engine, request);
  std::vector<TimelineSeries> out;
  std::vector<std::string> queries{request.timeline.search.query};
  queries.insert(queries.end(), request.with.begin(), request.with.end());
  for (const std::string& query : queries) {
    TimelineRequest one = request.timeline;
    one.search.query = query;
    SearchResult<TimelineSeries> series = series_of(engine, one, query.empty() ? "all articles" : query);
    if (!series) return tl::unexpected(series.error());
    out.push_back(std::move(*series));
  }
  return out;
}

}  // namespace dateline::search
