#include "searcher/search/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "searcher/search/article_texts.h"
#include "searcher/search/fold_copies.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/occurrences.h"

namespace dateline::search {
namespace {

using dates::Day;
using index::NumberColumn;

/// Those that columns can hold.
constexpr Day kFirstDay = std::chrono::year{1} / std::chrono::January / 1;
constexpr Day kLastDay = std::chrono::year{9999} / std::chrono::December / 31;

/// Finds the slot of a date by a table of all days of the years that occur, which is quicker than the
/// arithmetic of the calendar for each article.
class PeriodTable {
 public:
  PeriodTable(PeriodUnit unit, std::int64_t first_period, std::int64_t last_period)
      : first_year_(static_cast<std::uint32_t>(dates::year_of(search::first_day(unit, first_period)))) {
    const int last_year = dates::year_of(search::last_day(unit, last_period));
    const std::size_t years = static_cast<std::size_t>(last_year) - first_year_ + 1;
    slots_.assign(years * kDaysOfYear, kOutside);
    for (std::int64_t period = first_period; period <= last_period; ++period) {
      const Day end = search::last_day(unit, period);
      for (Day day = search::first_day(unit, period); day <= end;) {  // days of a month stand side by side
        const std::chrono::year_month_day date(day);
        const Day last = std::min(end, Day(date.year() / date.month() / std::chrono::last));
        std::fill(slots_.begin() + place_of_day(day), slots_.begin() + place_of_day(last) + 1,
                  static_cast<std::uint32_t>(period - first_period));
        day = last + std::chrono::days{1};
      }
    }
  }

  static constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();

  /// Index of the period of a day, kOutside for days beyond the first and last and numbers that are no day.
  std::uint32_t slot(std::uint32_t yyyymmdd) const {
    if (yyyymmdd / 10000 < first_year_) return kOutside;
    const std::size_t at = place(yyyymmdd);
    return at < slots_.size() ? slots_[at] : kOutside;
  }

 private:
  static constexpr std::size_t kDaysOfYear = 13 * 32;

  std::ptrdiff_t place_of_day(Day day) const {
    return static_cast<std::ptrdiff_t>(place(static_cast<std::uint32_t>(dates::to_yyyymmdd(day))));
  }
  std::size_t place(std::uint32_t yyyymmdd) const {
    const std::uint32_t month = std::min<std::uint32_t>(yyyymmdd / 100 % 100, 12);
    const std::uint32_t day = std::min<std::uint32_t>(yyyymmdd % 100, 31);
    return (yyyymmdd / 10000 - first_year_) * kDaysOfYear + month * 32 + day;
  }

  std::uint32_t first_year_;
  std::vector<std::uint32_t> slots_;
};

/// The columns of the first and the last day on which something happened.
struct DayColumns {
  NumberColumn from = NumberColumn::kPublished;
  NumberColumn to = NumberColumn::kPublishedTo;
};

DayColumns columns_of(TimelineDay day) {
  if (day == TimelineDay::kCaptured) return {NumberColumn::kFirstCaptured, NumberColumn::kFirstCaptured};
  return {};
}

struct DayRange {
  std::optional<Day> from;
  std::optional<Day> to;
};

/// The first and last day on which an article of the set may have been published.
DayRange days_of(const index::Columns& columns, const MatchSet& set, DayColumns days, const StopFlag* stop) {
  std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t most = 0;
  set.for_each_block([&](std::span<const std::uint32_t> docids) {
    stop_if_raised(stop);
    for (const std::uint32_t docid : docids) {
      const std::uint32_t from = columns.number(days.from, docid);
      if (from != 0) least = std::min(least, from);
      most = std::max(most, columns.number(days.to, docid));
    }
  });
  if (most == 0) return {};
  return {dates::from_yyyymmdd(static_cast<std::int32_t>(least)),
          dates::from_yyyymmdd(static_cast<std::int32_t>(most))};
}

/// The same of sums.
DayRange days_of(std::span<const DayTotal> totals) {
  std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t most = 0;
  for (const DayTotal& total : totals) {
    if (total.from != 0) least = std::min(least, total.from);
    most = std::max(most, total.to);
  }
  if (most == 0) return {};
  return {dates::from_yyyymmdd(static_cast<std::int32_t>(least)),
          dates::from_yyyymmdd(static_cast<std::int32_t>(most))};
}

/// Where an article is counted.
TimelineCount& place_of(Timeline& timeline, const PeriodTable* table, std::uint32_t from, std::uint32_t to) {
  if (from == 0) return timeline.undated;
  const std::uint32_t slot = table != nullptr ? table->slot(from) : PeriodTable::kOutside;
  // Filters keep every article within the periods; a damaged date is as good as none.
  if (from != to && (table == nullptr || slot != table->slot(to)))
    return from / 100 == to / 100 ? timeline.month_only : timeline.year_only;
  return slot < timeline.periods.size() ? timeline.periods[slot].count : timeline.undated;
}

}  // namespace

std::optional<double> TimelineCount::share() const {
  if (articles == 0) return std::nullopt;
  return static_cast<double>(found) / static_cast<double>(articles);
}

std::optional<double> TimelineCount::per_million_words() const {
  if (words == 0) return std::nullopt;
  return static_cast<double>(found) * 1e6 / static_cast<double>(words);
}

std::optional<double> TimelineCount::places_per_million_words() const {
  if (words == 0) return std::nullopt;
  return static_cast<double>(places) * 1e6 / static_cast<double>(words);
}

Result<Timeline> count_timeline(const index::Columns& columns, const MatchSet& matches, const MatchSet& base,
                                PeriodUnit by, std::optional<Day> from, std::optional<Day> to,
                                const StopFlag* stop, const TimelineColumns& what) {
  Timeline out;
  out.by = by;
  out.day = what.day;
  const DayColumns days = columns_of(what.day);
  const DayRange captured = what.totals.empty() ? days_of(columns, base, days, stop) : days_of(what.totals);
  if (!from) from = captured.from;
  if (!to) to = captured.to;
  if (from) from = std::max(*from, kFirstDay);
  if (to) to = std::min(*to, kLastDay);
  std::optional<PeriodTable> table;
  if (from && to && *from <= *to) {
    const std::int64_t first = period_of(by, *from);
    const std::int64_t last = period_of(by, *to);
    if (last - first >= static_cast<std::int64_t>(kMaxPeriods)) {
      return fail(ErrorKind::kUsage,
                  fmt::format("from {} to {} are {} periods by {}, more than {}", dates::to_iso(*from),
                              dates::to_iso(*to), last - first + 1, name(by), kMaxPeriods),
                  "take a coarser --by, or narrow it with --from and --to");
    }
    table.emplace(by, first, last);
    out.periods.reserve(static_cast<std::size_t>(last - first + 1));
    for (std::int64_t period = first; period <= last; ++period) {
      out.periods.push_back({label(by, period), first_day(by, period), last_day(by, period), {}});
    }
  }
  const PeriodTable* slots = table ? &*table : nullptr;
  // Articles of a day stand side by side.
  std::uint32_t last_from = 0;
  std::uint32_t last_to = 0;
  TimelineCount* last_place = &out.undated;
  const auto place = [&](std::uint32_t docid) -> TimelineCount& {
    const std::uint32_t begins = columns.number(days.from, docid);
    const std::uint32_t ends = columns.number(days.to, docid);
    if (begins != last_from || ends != last_to) {
      last_from = begins;
      last_to = ends;
      last_place = &place_of(out, slots, begins, ends);
    }
    return *last_place;
  };
  for (const DayTotal& total : what.totals) {
    TimelineCount& count = place_of(out, slots, total.from, total.to);
    count.articles += total.articles;
    out.all.articles += total.articles;
    count.words += total.words;
    out.all.words += total.words;
  }
  const MatchSet nothing;
  const MatchSet& counted = what.totals.empty() ? base : nothing;
  counted.for_each_block([&](std::span<const std::uint32_t> docids) {
    stop_if_raised(stop);
    for (const std::uint32_t docid : docids) {
      TimelineCount& count = place(docid);
      const std::uint32_t words = columns.number(NumberColumn::kWords, docid);
      ++count.articles;
      ++out.all.articles;
      count.words += words;
      out.all.words += words;
    }
  });
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    stop_if_raised(stop);
    for (const std::uint32_t docid : docids) {
      TimelineCount& count = place(docid);
      ++count.found;
      ++out.all.found;
      if (what.places.empty()) continue;
      count.places += what.places[docid];
      out.all.places += what.places[docid];
    }
  });
  return out;
}

namespace {

/// Places of the query's words in each article found, by docid.
Result<std::vector<std::uint32_t>> count_places(const Engine& engine, const MatchSet& matches,
                                                const OccurrenceFinder& finder) {
  std::vector<std::uint32_t> places(std::size_t{engine.reader().columns().last_docid()} + 1);
  ArticleTexts texts;
  for (const std::uint32_t docid : matches.docids()) {
    stop_if_raised(engine.stop_flag());
    const Result<Article> article = engine.reader().article(docid);
    if (!article) return fail(article.error());
    texts.each(*article, finder.stems(), [&](const ArticleTexts::Text& text) {
      places[docid] += static_cast<std::uint32_t>(finder.find(text.tokens, text.part).size());
    });
  }
  return places;
}

/// The first and the last of the articles by their exact day; of one day the one with the lowest id and the
/// one with the highest.
std::pair<std::uint32_t, std::uint32_t> ends_of(const index::Columns& columns, const MatchSet& matches,
                                                DayColumns days) {
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
      const std::uint32_t day = columns.number(days.from, docid);
      if (day == 0 || day != columns.number(days.to, docid)) continue;
      const End end{day, columns.id(docid), docid};
      if (first.docid == 0 || end < first) first = end;
      if (last.docid == 0 || last < end) last = end;
    }
  });
  return {first.docid, last.docid};
}

Result<std::optional<Mention>> read_mention(const index::IndexReader& reader, std::uint32_t docid) {
  if (docid == 0) return std::optional<Mention>();
  const Result<Article> article = reader.article(docid);
  if (!article) return fail(article.error());
  return std::optional(mention_of(*article));
}

Status name_ends(const index::IndexReader& reader, const MatchSet& matches, Timeline& out) {
  const auto [first, last] = ends_of(reader.columns(), matches, columns_of(out.day));
  Result<std::optional<Mention>> begin = read_mention(reader, first);
  if (!begin) return fail(begin.error());
  Result<std::optional<Mention>> end = read_mention(reader, last);
  if (!end) return fail(end.error());
  out.first = std::move(*begin);
  out.last = std::move(*end);
  return {};
}

/// Articles of the periods where the share of the query is low, and those found where it is high.
struct HighAndLow {
  MatchSet high;
  MatchSet low;
};

HighAndLow high_and_low(const index::Columns& columns, const Timeline& timeline, const Selection& selection) {
  constexpr double kHigh = 0.5;  ///< of the highest share
  constexpr double kLow = 0.05;
  double most = 0;
  for (const TimelinePeriod& period : timeline.periods)
    most = std::max(most, period.count.share().value_or(0));
  const DayColumns days = columns_of(timeline.day);
  const auto share_on = [&](std::uint32_t docid) -> std::optional<double> {
    const std::uint32_t from = columns.number(days.from, docid);
    if (from == 0) return std::nullopt;
    const auto day = dates::from_yyyymmdd(static_cast<std::int32_t>(from));
    if (!day) return std::nullopt;
    const auto behind = std::partition_point(timeline.periods.begin(), timeline.periods.end(),
                                             [&](const TimelinePeriod& period) { return period.to < *day; });
    return behind == timeline.periods.end() || behind->from > *day ? std::nullopt : behind->count.share();
  };
  std::vector<std::uint32_t> high;
  std::vector<std::uint32_t> low;
  for (const std::uint32_t docid : selection.matches.docids()) {
    if (share_on(docid).value_or(0) >= kHigh * most) high.push_back(docid);
  }
  MatchSet rest = selection.base;
  rest -= selection.matches;
  for (const std::uint32_t docid : rest.docids()) {
    if (const auto share = share_on(docid); share && *share <= kLow * most) low.push_back(docid);
  }
  return {MatchSet::of(high), MatchSet::of(low)};
}

Status find_wordings(Engine& engine, const Selection& selection, const OccurrenceFinder& finder,
                     Timeline& out) {
  constexpr std::size_t kWordings = 5;
  const HighAndLow sets = high_and_low(engine.reader().columns(), out, selection);
  auto found = other_wordings(engine, finder, sets.high, sets.low, kWordings);
  if (!found) return fail(found.error());
  out.notices.push_back(found->empty() ? "No other words were found that stand there where these are rare."
                                       : wordings_notice(out.query, *found));
  out.wordings = std::move(*found);
  return {};
}

SearchResult<Timeline> count_selection(Engine& engine, const TimelineRequest& request, Selection& selection) {
  const index::Columns& columns = engine.reader().columns();
  if (request.fold_copies) {
    selection.matches = fold_copies(selection.matches, columns);
    selection.base = fold_copies(selection.base, columns, selection.matches);
  }
  const OccurrenceFinder finder(selection.plan.root);
  TimelineColumns what{.day = request.day};
  const bool places = request.places && !finder.empty();
  if (places) {
    Result<std::vector<std::uint32_t>> counted = count_places(engine, selection.matches, finder);
    if (!counted) return tl::unexpected(wrap(counted.error()));
    what.places = std::move(*counted);
  }
  const bool published = request.day == TimelineDay::kPublished;
  if (selection.base.size() == engine.reader().articles()) {  // all of them
    const DayColumns days = columns_of(request.day);
    what.totals = engine.day_totals(days.from, days.to);
  }
  Result<Timeline> counted =
      count_timeline(columns, selection.matches, selection.base, request.by,
                     published ? selection.filters.from : std::nullopt,
                     published ? selection.filters.to : std::nullopt, engine.stop_flag(), what);
  if (!counted) return tl::unexpected(wrap(counted.error()));
  counted->query = request.search.query;
  counted->revision = engine.reader().revision();
  counted->index_articles = engine.reader().articles();
  counted->with_places = places;
  counted->folded = request.fold_copies;
  counted->relaxed = selection.relaxed;
  counted->notices = std::move(selection.notices);
  if (request.ends) {
    if (const Status named = name_ends(engine.reader(), selection.matches, *counted); !named)
      return tl::unexpected(wrap(named.error()));
  }
  if (request.wordings) {
    if (const Status found = find_wordings(engine, selection, finder, *counted); !found)
      return tl::unexpected(wrap(found.error()));
  }
  return std::move(*counted);
}

}  // namespace

SearchResult<Timeline> timeline(Engine& engine, const TimelineRequest& request) {
  if (engine.shards() != nullptr) return engine.shards()->timeline(request);
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  return timeline(engine, request, std::move(*selection));
}

SearchResult<Timeline> timeline(Engine& engine, const TimelineRequest& request, Selection selection) {
  if (engine.shards() != nullptr) return engine.shards()->timeline(request);
  return guard_reading([&] { return count_selection(engine, request, selection); });
}

}  // namespace dateline::search
