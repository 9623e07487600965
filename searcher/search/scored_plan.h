#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/contribution.h"
#include "searcher/search/match_set.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/postings.h"

namespace dateline::search {

/// One term, or several terms and phrases that count as one. A phrase occurs as often as the rarest of its
/// words does in the articles that have it.
struct Leaf {
  PostingStore::Shared postings;
  std::vector<std::string> names;        ///< of the terms
  std::shared_ptr<const MatchSet> only;  ///< articles to which it adds; null: all that have it
  double factor = 1;
  double idf = 0;
  Contribution::Kind kind = Contribution::Kind::kWord;

  std::uint64_t articles() const { return postings->docids.size(); }
};

/// Two words that add to the score of an article in which they stand near each other.
struct NearPair {
  query::PlanNode node;
  Leaf a;
  Leaf b;
};

/// What a plan adds to scores, taken apart into posting lists.
struct ScoredPlan {
  std::vector<Leaf> leaves;
  std::vector<NearPair> pairs;
};

/// Reads the posting lists of a plan. May throw index errors, and Stopped.
ScoredPlan score_plan(const query::Plan& plan, const index::Terms& terms, MatchSets& sets,
                      PostingStore& postings);

}  // namespace dateline::search
