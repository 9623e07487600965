#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/index/columns.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_set.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/paging.h"
#include "searcher/search/postings.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// What a part of a plan adds to the score of one article.
struct Contribution {
  enum class Kind : std::uint8_t {
    kWord,   ///< a word of the query
    kTitle,  ///< all words stand in the title
    kNear,   ///< two words stand near each other
    kLead,   ///< words stand at the beginning of the text
    kRecency,
  };
  Kind kind = Kind::kWord;
  std::vector<std::string> terms;  ///< of the index; several count as one
  double factor = 1;
  std::uint64_t articles = 0;     ///< that have one of the terms
  std::uint32_t occurrences = 0;  ///< in this article
  double score = 0;               ///< the scores of an article add up to its score in the order of hits
};

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
  struct Leaf;
  struct Late;
  struct Compiled;
  Compiled compile(const query::Plan& plan);
  void add_leaves(const query::PlanNode& node, double factor, std::shared_ptr<const MatchSet> only,
                  bool certain, Compiled& out);
  void weigh_by(const text::Weighting& weighting);
  double weight(const Leaf& leaf, std::uint32_t wdf, std::uint32_t docid) const;
  void add_up(const Leaf& leaf, const MatchSet& matches);
  std::uint32_t occurrences(const Leaf& leaf, std::uint32_t docid);
  double late_score(const Compiled& compiled, std::uint32_t docid, double needed);
  std::vector<Scored> candidates(const MatchSet& matches, std::size_t wanted) const;
  std::optional<std::vector<Scored>> cut_page(const Compiled& compiled, const std::vector<Scored>& order,
                                              bool all, PageRange range, const Options& options);
  bool is_near(const query::PlanNode& node, std::uint32_t docid) const;
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
  std::vector<std::uint16_t> wdfs_;      ///< by docid, of a synonym being added up
  std::vector<std::uint64_t> is_match_;  ///< a bit a docid
  text::Weighting weighting_;            ///< of the plan being ranked
  std::optional<std::uint32_t> newest_;  ///< YYYYMMDD of the newest article, once asked for
};

}  // namespace dateline::search
