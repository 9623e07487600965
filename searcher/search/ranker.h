#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <xapian.h>

#include "common/index/columns.h"
#include "searcher/query/plan.h"
#include "searcher/search/contribution.h"
#include "searcher/search/match_set.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/paging.h"
#include "searcher/search/postings.h"
#include "searcher/search/scored_plan.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// Ranks match sets by BM25+ as the plan weighs it: to what `query::to_xapian(plan)` and
/// Xapian::BM25PlusWeight say of an article, but for synonyms, whose articles are counted here and estimated
/// there. It reads posting lists once and keeps them, adds up whole arrays, and looks at positions only for
/// articles that could still reach the page; so the cost is O(postings of the query) and hardly depends on
/// the page. Equal scores are ordered by day of publication, newest first, then by docid.
///
/// Bound to one revision of a database. Not thread-safe. May throw Xapian::Error, and Stopped
/// once the flag is raised.
class Ranker {
 public:
  Ranker(const Xapian::Database& database, const index::Columns& columns, MatchSets& sets,
         PostingStore& postings, const StopFlag* stop = nullptr);
  void stop_at(const StopFlag* stop) { stop_ = stop; }
  ~Ranker();

  struct Options {
    /// Years after which the part of the score that speaks for new articles has halved; 0 for none. An
    /// article of the newest day of the index gets twice its score.
    double recency_half_life = 0;
  };

  std::vector<Scored> page(const query::Plan& plan, const MatchSet& matches, PageRange range,
                           const Options& options);

  /// Why an article has its score; in the order of the query.
  std::vector<Contribution> explain(const query::Plan& plan, std::uint32_t docid, const Options& options);

 private:
  void weigh_by(const text::Weighting& weighting);
  double weight(const Leaf& leaf, std::uint32_t wdf, std::uint32_t docid) const;
  void add_up(const Leaf& leaf, std::span<const std::uint32_t> matches);
  void expect_nearness(const NearPair& pair);
  void settle(const ScoredPlan& plan, std::uint32_t docid, const Options& options);
  std::vector<Scored> candidates(std::span<const std::uint32_t> docids, std::size_t wanted) const;
  std::optional<std::vector<Scored>> cut_page(const ScoredPlan& plan, const std::vector<Scored>& order,
                                              bool all, PageRange range, const Options& options);
  bool is_near(const query::PlanNode& node, std::uint32_t docid) const;
  bool is_match(std::uint32_t docid) const { return (is_match_[docid / 64] >> (docid % 64) & 1) != 0; }
  double recency(std::uint32_t docid, const Options& options);
  void read_lengths();

  Xapian::Database database_;
  const index::Columns& columns_;
  MatchSets& sets_;
  PostingStore& postings_;
  const StopFlag* stop_;
  std::vector<float> lengths_;           ///< by docid, over the average; empty until the first ranking
  std::vector<float> softening_;         ///< by docid, what a count is compared to under `weighting_`
  std::vector<double> scores_;           ///< by docid, of the matches being ranked
  std::vector<double> nearness_;         ///< by docid, what words add that may be near each other
  std::vector<std::uint16_t> wdfs_;      ///< by docid, of a synonym being added up
  std::vector<std::uint64_t> is_match_;  ///< a bit a docid
  text::Weighting weighting_;            ///< of the plan being ranked
  std::optional<std::uint32_t> newest_;  ///< YYYYMMDD of the newest article, once asked for
};

}  // namespace dateline::search
