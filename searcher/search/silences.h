#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/dates/day.h"
#include "common/index/columns.h"
#include "searcher/search/engine.h"
#include "searcher/search/match_set.h"
#include "searcher/search/other_wordings.h"
#include "searcher/search/request.h"

namespace dateline::search {

struct SilencesRequest {
  SearchRequest search;    ///< query and filters; paging and facets are not used
  std::size_t limit = 10;  ///< silences, and stretches without any article, to return
  bool wordings = true;    ///< look for other words in the longest silence (other_wordings.h)
};

/// Days, one after the other, on which a subject was not spoken of.
struct Silence {
  dates::Day from{};  ///< first and last day, both included
  dates::Day to{};
  std::uint64_t printed_days = 0;  ///< days of them from which there is an article: on these it was silent
  std::uint64_t articles = 0;      ///< printed on those days
  /// Articles about the subject that were to be expected in so many articles, by its share of those of the
  /// year before; nullopt when nothing was printed in that year.
  std::optional<double> expected = {};
  /// Of the subject's earlier silences that count (with an article printed meanwhile): how many there were,
  /// and how many were at least as long, in articles printed.
  std::uint64_t earlier = 0;
  std::uint64_t as_long = 0;
  std::optional<std::uint32_t> before = {};  ///< docid of the last article before; none at the beginning
  std::optional<std::uint32_t> after = {};   ///< of the first one behind; none at the end: it lasts

  std::uint64_t days() const { return static_cast<std::uint64_t>((to - from).count()) + 1; }
  std::uint64_t empty_days() const {
    return days() - printed_days;
  }  ///< without any article: these tell nothing
};

/// Days without any article, whatever it speaks of.
struct EmptyDays {
  dates::Day from{};
  dates::Day to{};
  std::uint64_t days() const { return static_cast<std::uint64_t>((to - from).count()) + 1; }
};

/// When a subject was not spoken of.
struct Silences {
  std::string query;
  std::string revision;
  std::uint64_t index_articles = 0;
  std::uint64_t total = 0;               ///< articles found
  std::uint64_t rough = 0;               ///< of them, without an exact day: they may stand in a silence
  std::uint64_t looked_at = 0;           ///< silences in all, of which `longest` are the longest
  std::vector<Silence> longest;          ///< by days with an article, then by articles
  std::uint64_t days = 0;                ///< from the first article to the last, whatever they speak of
  std::uint64_t empty_days = 0;          ///< of them, without any article
  std::vector<EmptyDays> longest_empty;  ///< the longest first
  std::optional<std::uint32_t> first;    ///< docid of the first article found that has an exact day
  std::optional<std::uint32_t> last;
  std::vector<OtherWording> wordings = {};  ///< that stand in the longest silence, where looked for
  bool relaxed = false;
  std::vector<std::string> notices;
};

/// The articles that the answer names: around its silences, the first and the last.
std::vector<std::uint32_t> named_articles(const Silences& silences);

/// Finds the silences of `matches` among `base`, of which it is a part, between `from` and `to`, or where
/// these are not given between the first and the last article of `base` with an exact day. Only what comes
/// from the counts is filled in. Cost: O(base + days). Thread-safe.
Silences count_silences(const index::Columns& columns, const MatchSet& matches, const MatchSet& base,
                        std::optional<dates::Day> from, std::optional<dates::Day> to, std::size_t limit);

/// A query that asks for every article is never silent; its answer tells the days without any article.
SearchResult<Silences> silences(Engine& engine, const SilencesRequest& request);

}  // namespace dateline::search
