#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "common/index/columns.h"
#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/contribution.h"
#include "searcher/search/match_set.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/paging.h"
#include "searcher/search/postings.h"
#include "searcher/search/scored_plan.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// Ranks match sets by BM25+ as the plan weighs it: to what `to_xapian(plan)` and
/// Xapian::BM25PlusWeight say of an article, but for synonyms, whose articles are counted here and estimated
/// there. It reads posting lists once and keeps them, adds up whole arrays, and looks at positions only for
/// articles that could still reach the page; so the cost is O(postings of the query) and hardly depends on
/// the page. Equal scores are ordered as in tie_break.h.
///
/// Bound to one revision of a database. Not thread-safe. May throw index errors, and Stopped
/// once the flag is raised.
class Ranker {
 public:
  Ranker(index::Terms terms, const index::Columns& columns, MatchSets& sets, PostingStore& postings,
         const StopFlag* stop = nullptr);
  void stop_at(const StopFlag* stop) { stop_ = stop; }
  ~Ranker();

  struct Options {
    /// Years after which the part of the score that speaks for new articles has halved; 0 for none. An
    /// article of the newest day of the index gets twice its score.
    double recency_half_life = 0;
  };

  std::vector<Scored> page(const query::Plan& plan, const MatchSet& matches, PageRange range,
                           const Options& options);

  /// Where one of the matches stands in the order of all of them, from 1, copies counted each. Cost:
  /// O(matches), and positions of those that could stand before it.
  struct Place {
    std::uint64_t place = 0;
    double score = 0;
  };
  Place place(const query::Plan& plan, const MatchSet& matches, std::uint32_t docid, const Options& options);

  /// Why an article has its score; in the order of the query.
  std::vector<Contribution> explain(const query::Plan& plan, std::uint32_t docid, const Options& options);

 private:
  struct Weigher;
  void add_up(const Leaf& leaf, std::span<const std::uint32_t> matches);
  void look_up(const Leaf& leaf, std::span<const std::uint32_t> docids);
  ScoredPlan score_matches(const query::Plan& plan, std::span<const std::uint32_t> docids,
                           const Options& options);
  void expect_nearness(const NearPair& pair);
  void settle(const ScoredPlan& plan, std::uint32_t docid, const Options& options);
  std::vector<Scored> candidates(std::span<const std::uint32_t> docids, std::size_t wanted) const;
  std::optional<std::vector<Scored>> cut_page(const ScoredPlan& plan, const std::vector<Scored>& order,
                                              bool all, PageRange range, const Options& options);
  bool is_near(const query::PlanNode& node, std::uint32_t docid) const;
  double recency(std::uint32_t docid, const Options& options);
  void make_room();
  void read_lengths(std::span<const std::uint32_t> docids);

  index::Terms terms_;
  const index::Columns& columns_;
  MatchSets& sets_;
  PostingStore& postings_;
  const StopFlag* stop_;
  /// By docid, over the average; kNotRead until the article is ranked, empty until the first ranking.
  std::vector<float> lengths_;
  std::size_t unread_ = 0;               ///< articles of which the length was not read yet
  std::vector<double> scores_;           ///< by docid, of the matches being ranked
  std::vector<double> nearness_;         ///< by docid, what words add that may be near each other
  text::Weighting weighting_;            ///< of the plan being ranked
  std::optional<std::uint32_t> newest_;  ///< YYYYMMDD of the newest article, once asked for
};

}  // namespace dateline::search
