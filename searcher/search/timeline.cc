#include "searcher/search/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "searcher/search/fold_copies.h"
#include "searcher/search/guard_reading.h"

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
      for (Day day = search::first_day(unit, period); day <= end; day += std::chrono::days{1}) {
        slots_[place(static_cast<std::uint32_t>(dates::to_yyyymmdd(day)))] =
            static_cast<std::uint32_t>(period - first_period);
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

  std::size_t place(std::uint32_t yyyymmdd) const {
    const std::uint32_t month = std::min<std::uint32_t>(yyyymmdd / 100 % 100, 12);
    const std::uint32_t day = std::min<std::uint32_t>(yyyymmdd % 100, 31);
    return (yyyymmdd / 10000 - first_year_) * kDaysOfYear + month * 32 + day;
  }

  std::uint32_t first_year_;
  std::vector<std::uint32_t> slots_;
};

struct DayRange {
  std::optional<Day> from;
  std::optional<Day> to;
};

/// The first and last day on which an article of the set may have been published.
DayRange days_of(const index::Columns& columns, const MatchSet& set, const StopFlag* stop) {
  std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t most = 0;
  set.for_each_block([&](std::span<const std::uint32_t> docids) {
    stop_if_raised(stop);
    for (const std::uint32_t docid : docids) {
      const std::uint32_t from = columns.number(NumberColumn::kPublished, docid);
      if (from != 0) least = std::min(least, from);
      most = std::max(most, columns.number(NumberColumn::kPublishedTo, docid));
    }
  });
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

Result<Timeline> count_timeline(const index::Columns& columns, const MatchSet& matches, const MatchSet& base,
                                PeriodUnit by, std::optional<Day> from, std::optional<Day> to,
                                const StopFlag* stop) {
  Timeline out;
  out.by = by;
  const DayRange captured = days_of(columns, base, stop);
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
  const auto place = [&](std::uint32_t docid) -> TimelineCount& {
    return place_of(out, slots, columns.number(NumberColumn::kPublished, docid),
                    columns.number(NumberColumn::kPublishedTo, docid));
  };
  base.for_each_block([&](std::span<const std::uint32_t> docids) {
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
      ++place(docid).found;
      ++out.all.found;
    }
  });
  return out;
}

namespace {

SearchResult<Timeline> count_selection(Engine& engine, const TimelineRequest& request, Selection& selection) {
  const index::Columns& columns = engine.reader().columns();
  if (request.fold_copies) {
    selection.matches = fold_copies(selection.matches, columns);
    selection.base = fold_copies(selection.base, columns, selection.matches);
  }
  Result<Timeline> counted = count_timeline(columns, selection.matches, selection.base, request.by,
                                            selection.filters.from, selection.filters.to, engine.stop_flag());
  if (!counted) return tl::unexpected(wrap(counted.error()));
  counted->query = request.search.query;
  counted->revision = engine.reader().revision();
  counted->index_articles = engine.reader().articles();
  counted->folded = request.fold_copies;
  counted->relaxed = selection.relaxed;
  counted->notices = std::move(selection.notices);
  return std::move(*counted);
}

}  // namespace

SearchResult<Timeline> timeline(Engine& engine, const TimelineRequest& request) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  return timeline(engine, request, std::move(*selection));
}

SearchResult<Timeline> timeline(Engine& engine, const TimelineRequest& request, Selection selection) {
  return guard_reading([&] { return count_selection(engine, request, selection); });
}

}  // namespace dateline::search
