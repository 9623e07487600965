#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/dates/day.h"
#include "common/index/columns.h"
#include "common/result.h"
#include "searcher/search/day_totals.h"
#include "searcher/search/engine.h"
#include "searcher/search/match_set.h"
#include "searcher/search/mention.h"
#include "searcher/search/other_wordings.h"
#include "searcher/search/periods.h"
#include "searcher/search/request.h"
#include "searcher/search/selection.h"

namespace dateline::search {

/// More periods than this are refused: a hundred years of days.
inline constexpr std::size_t kMaxPeriods = 40000;

/// Which day of an article puts it into a period.
enum class TimelineDay : std::uint8_t {
  kPublished,
  kCaptured,  ///< of its first capture
};

struct TimelineRequest {
  SearchRequest search;  ///< query and filters; paging and facets are not used
  PeriodUnit by = PeriodUnit::kYear;
  bool fold_copies = false;  ///< count equal texts once, at the first of them
  TimelineDay day = TimelineDay::kPublished;
  bool places = false;    ///< count the places of the query's words too: every article found is read
  bool ends = false;      ///< name the first and the last article
  bool wordings = false;  ///< look for other words where these are rare (other_wordings.h)
};

/// Articles and words of one stretch of time.
struct TimelineCount {
  std::uint64_t found = 0;     ///< articles that the query finds
  std::uint64_t articles = 0;  ///< all articles that pass the filters
  std::uint64_t words = 0;     ///< in all those articles
  std::uint64_t places = 0;    ///< where the words of the query stand, in the articles found

  bool gap() const { return articles == 0; }  ///< nothing was captured: silence, not absence
  /// found / articles; nullopt for a gap.
  std::optional<double> share() const;
  /// Articles found for a million words printed; nullopt without words.
  std::optional<double> per_million_words() const;
  std::optional<double> places_per_million_words() const;
  bool operator==(const TimelineCount&) const = default;
};

struct TimelinePeriod {
  std::string label;
  dates::Day from{};  ///< first and last day, both included
  dates::Day to{};
  TimelineCount count;
  bool operator==(const TimelinePeriod&) const = default;
};

/// How often a query is answered over time. Every article that is found is counted once: in a period, or
/// where its date is too rough for the unit or unknown.
struct Timeline {
  std::string query;
  PeriodUnit by = PeriodUnit::kYear;
  std::string revision;
  std::uint64_t index_articles = 0;
  TimelineCount all;                    ///< the sum of everything below
  std::vector<TimelinePeriod> periods;  ///< in order, none left out
  TimelineCount month_only;             ///< the month is known, the unit is finer
  TimelineCount year_only;              ///< only the year is known, the unit is finer
  TimelineCount undated;
  TimelineDay day = TimelineDay::kPublished;
  bool with_places = false;           ///< places were counted
  std::optional<Mention> first = {};  ///< of the articles found that have an exact day, where asked for
  std::optional<Mention> last = {};
  std::vector<OtherWording> wordings = {};  ///< where asked for
  bool folded = false;
  bool relaxed = false;
  std::vector<std::string> notices;
  /// From shards: counts are lower bounds where any is missing, and words are not known.
  std::optional<ShardsAnswered> shards = {};
};

/// Where articles are counted, and what stands in them.
struct TimelineColumns {
  TimelineDay day = TimelineDay::kPublished;
  std::vector<std::uint32_t> places = {};  ///< of each match by docid; empty: not counted
  /// Of the base, in the days of `day`; empty: the articles of the base are looked at.
  std::span<const DayTotal> totals = {};
};

/// Counts `matches` and `base`, of which it is a part, by publication or capture. The periods reach from
/// `from` to `to`, or where these are not given from the first to the last dated article of `base`. A Usage
/// error when there are more than kMaxPeriods of them. Only `by`, the periods and the counts of the result
/// are filled in. Cost: O(matches + periods + base, or the totals in its place). Thread-safe. Throws Stopped
/// once `stop` is raised.
Result<Timeline> count_timeline(const index::Columns& columns, const MatchSet& matches, const MatchSet& base,
                                PeriodUnit by, std::optional<dates::Day> from, std::optional<dates::Day> to,
                                const StopFlag* stop = nullptr, const TimelineColumns& what = {});

SearchResult<Timeline> timeline(Engine& engine, const TimelineRequest& request);
/// The same when it is known what `request.search` selects, as Engine::search or Engine::select gave it.
SearchResult<Timeline> timeline(Engine& engine, const TimelineRequest& request, Selection selection);

}  // namespace dateline::search
