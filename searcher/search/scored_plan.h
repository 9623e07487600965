#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/query/plan.h"
#include "searcher/search/contribution.h"
#include "searcher/search/match_set.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/postings.h"

namespace dateline::search {

/// One term, or several that count as one.
struct Leaf {
  struct Part {
    std::vector<PostingStore::Shared> terms;  ///< of a phrase its words: it occurs as often as the rarest
    std::vector<std::string> names;
    std::shared_ptr<const MatchSet> only;  ///< of a phrase, the articles that have it
  };
  std::vector<Part> parts;
  std::shared_ptr<const MatchSet> only;  ///< articles to which it adds; null: all that have it
  double factor = 1;
  double idf = 0;
  std::uint64_t articles = 0;  ///< that have one of the parts
  Contribution::Kind kind = Contribution::Kind::kWord;

  /// Occurrences in an article of any part; those of a phrase are those of its rarest word there.
  std::uint32_t occurrences(std::uint32_t docid) const;
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

/// Reads the posting lists of a plan. May throw Xapian::Error, and Stopped.
ScoredPlan score_plan(const query::Plan& plan, const Xapian::Database& database, MatchSets& sets,
                      PostingStore& postings);

}  // namespace dateline::search
