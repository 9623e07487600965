#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/index/columns.h"
#include "common/index/terms.h"
#include "common/text/analyzer.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/paging.h"
#include "searcher/search/postings.h"

namespace dateline::search {

/// Finds words that belong to a long question: those that its best articles share, whether they stand in it
/// or not (blind relevance feedback). They add to scores and never to the set of articles. Where one of the
/// best has most of the question, this is likely what was looked for, and nothing is added. `docs/text.md`
/// has the figures.
///
/// Bound to one revision of a database. Not thread-safe. May throw index errors, and Stopped.
class Feedback {
 public:
  Feedback(index::Terms terms, const index::Columns& columns, MatchSets& sets, PostingStore& postings,
           text::Analyzer& analyzer)
      : terms_(std::move(terms)), columns_(columns), sets_(sets), postings_(postings), analyzer_(analyzer) {}

  /// The articles to learn from; of equal texts one.
  static constexpr PageRange kBest{.offset = 0, .limit = 10, .fold = true};

  /// Stems, the most telling first, whose factors add up to `plan.feedback`; none where that is 0. `best`:
  /// the articles of kBest in the order of the plan. Cost: the term lists of those that are not very long,
  /// and at most one look-up for each of their words.
  std::vector<query::Boost> words(const query::Plan& plan, std::span<const Scored> best);

 private:
  struct Word;
  bool is_known_item(const query::Plan& plan, std::span<const Scored> best);
  std::vector<Word> shared_words(const text::Weighting& weighting, std::span<const Scored> best);
  double idf(const std::vector<std::string>& forms) const;

  index::Terms terms_;
  const index::Columns& columns_;
  MatchSets& sets_;
  PostingStore& postings_;
  text::Analyzer& analyzer_;
};

}  // namespace dateline::search
