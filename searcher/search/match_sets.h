#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/index/terms.h"
#include "common/lru_cache.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_set.h"
#include "searcher/search/postings.h"
#include "searcher/search/stop.h"

namespace dateline::search {

struct MatchResult {
  MatchSet set;
  /// For a plan in Mode::kMax: the number of parts that every article of the set has at least; 0 otherwise.
  unsigned parts_met = 0;
};

/// Finds the exact match sets of plans: terms, filters and booleans by set algebra on posting
/// lists, which are kept for the next query; phrases and near by Xapian's own matcher. The result is the set
/// that Xapian's matcher finds for `to_xapian` of the same plan (but for kAtLeast, which Xapian does not
/// have).
///
/// Bound to one revision of a database; make another one after it is reopened. Not thread-safe.
/// May throw index errors: call it within index::guard.
class MatchSets {
 public:
  struct Options {
    std::size_t cache_bytes = std::size_t{32} << 20;  ///< kept posting lists
    const StopFlag* stop = nullptr;                   ///< raised, it makes `find` throw Stopped
    /// Of the same revision: lists of words are read through it, because who ranks needs them too. Null: they
    /// are read for the sets alone. It must outlive the sets.
    PostingStore* postings = nullptr;
  };
  MatchSets(index::Terms terms, Options options) : terms_(std::move(terms)), options_(options) {}
  explicit MatchSets(index::Terms terms) : MatchSets(std::move(terms), Options{}) {}

  /// The articles that match, only those of `within` where it is given.
  MatchResult find(const query::PlanNode& node, const MatchSet* within = nullptr);

  /// Every article of the database.
  const MatchSet& everything();

 private:
  using Shared = std::shared_ptr<const MatchSet>;
  /// A set that may belong to the cache; null `within` is "everything".
  Shared evaluate(const query::PlanNode& node, const MatchSet* within);
  Shared term(const query::PlanNode& node, const MatchSet* within);
  MatchSet read(const std::vector<std::string>& terms);
  /// Of terms that stand for the same word; the words of a filter are not kept as posting lists.
  MatchSet read(const std::vector<std::string>& terms, bool filter);
  MatchSet read_within(const std::vector<std::string>& terms, const MatchSet& within);
  Shared conjunction(const std::vector<query::PlanNode>& parts, const MatchSet* within);
  Shared disjunction(const std::vector<query::PlanNode>& parts, const MatchSet* within);
  Shared synonym(const query::PlanNode& node, const MatchSet* within);
  MatchSet at_least(const query::PlanNode& node, const MatchSet* within);
  Shared positional(const query::PlanNode& node, const MatchSet* within);
  MatchSet by_matcher(const query::PlanNode& node, const MatchSet* within);
  /// About how many postings are read for a node.
  double cost(const query::PlanNode& node);
  double rarest_slot(const query::PlanNode& node);
  /// The terms of the database that a term stands for, and in how many articles they are at most.
  struct Resolved {
    std::vector<std::string> terms;
    std::uint64_t most = 0;
  };
  const Resolved& resolve(const std::string& term);
  std::uint64_t frequency(const std::string& term) { return resolve(term).most; }
  /// The part within `within` of the set that is kept under a name. Where none is kept: what `narrow(within)`
  /// finds, if there is a `within` and `narrows`, else what `whole()` finds, which is then kept.
  template <class Narrow, class Whole>
  Shared kept(const std::string& name, const MatchSet* within, bool narrows, Narrow narrow, Whole whole);

  index::Terms terms_;
  Options options_;
  std::optional<MatchSet> everything_;
  unsigned parts_met_ = 0;                              ///< of the query being evaluated
  std::unordered_map<std::string, Resolved> resolved_;  ///< its terms

  /// By the term, or the words of a phrase, after a line feed, or of a synonym, after two.
  LruCache<MatchSet> kept_{options_.cache_bytes};
};

}  // namespace dateline::search
