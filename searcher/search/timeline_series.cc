#include "searcher/search/timeline_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "searcher/search/guard_reading.h"

namespace dateline::search {
namespace {

using index::NumberColumn;

/// The first and the last of the articles by their exact day; of one day the one with the lowest id
/// and the one with the highest.
std::pair<std::uint32_t, std::uint32_t> ends_of(const index::Columns& columns, const MatchSet& matches) {
  struct End {
    std::uint32_t day = 0;
    ArticleId id;
    std::uint32_t docid = 0;
    bool operator<(const End& other) const { return day != other.day ? day < other.day : id < other.id; }
  };
  End first;
  End last;
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      const std::uint32_t day = columns.number(NumberColumn::kPublished, docid);
      if (day == 0 || day != columns.number(NumberColumn::kPublishedTo, docid)) continue;
      const End end{day, columns.id(docid), docid};
      if (first.docid == 0 || end < first) first = end;
      if (last.docid == 0 || last < end) last = end;
    }
  });
  return {first.docid, last.docid};
}

Result<std::optional<Mention>> mention_of(const index::IndexReader& reader, std::uint32_t docid) {
  if (docid == 0) return std::optional<Mention>();
  const Result<Article> article = reader.article(docid);
  if (!article) return fail(article.error());
  return std::optional(Mention{article->id, dates::publication_text(article->publication), article->title});
}

SearchResult<TimelineSeries> series_of(Engine& engine, const TimelineRequest& request, std::string label) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  SearchResult<TimelineSeries> out = guard_reading([&]() -> SearchResult<TimelineSeries> {
    TimelineSeries one{.label = std::move(label)};
    const auto [first, last] = ends_of(engine.reader().columns(), selection->matches);
    Result<std::optional<Mention>> begin = mention_of(engine.reader(), first);
    if (!begin) return tl::unexpected(wrap(begin.error()));
    Result<std::optional<Mention>> end = mention_of(engine.reader(), last);
    if (!end) return tl::unexpected(wrap(end.error()));
    one.first = std::move(*begin);
    one.last = std::move(*end);
    return one;
  });
  if (!out) return out;
  SearchResult<Timeline> counted = timeline(engine, request, std::move(*selection));
  if (!counted) return tl::unexpected(counted.error());
  out->timeline = std::move(*counted);
  return out;
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
  SearchResult<Timeline> all = timeline(engine, request.timeline);
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
