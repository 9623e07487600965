#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "common/index/terms.h"
#include "common/index/terms_databases.h"
#include "searcher/query/plan.h"
#include "searcher/remote/shard_set.h"

namespace dateline::remote {

/// What a plan wants to know of the terms of all shards. Each question would be a journey to every shard, so
/// what is not known yet is noted, and a plan is made again when `fetch` has brought all of that at once. Not
/// thread-safe.
class Lookups final : public index::TermSource {
 public:
  std::uint64_t frequency(const std::string& term) const override;
  std::vector<std::string> words_of_stem(std::string_view stem) const override;
  /// Articles of a node; `query` is the same for Xapian.
  std::uint64_t count(const query::PlanNode& node) const;

  /// Whether all that was asked since `fetch` was known.
  bool complete() const { return terms_wanted_.empty() && stems_wanted_.empty() && nodes_wanted_.empty(); }
  /// Brings what was asked for. Gives the errors of the shards, in their order; throws what Xapian throws
  /// when all of them together are asked. `terms` is of all shards and asks this.
  std::vector<Status> fetch(const ShardSet& shards, const index::Terms& terms);
  /// Makes room when very much is known. Between plans.
  void make_room();

 private:
  std::unordered_map<std::string, std::uint64_t> frequencies_;
  std::unordered_map<std::string, std::vector<std::string>> words_;
  std::unordered_map<std::string, std::uint64_t> counts_;  ///< by the node as text
  mutable std::set<std::string> terms_wanted_;
  mutable std::set<std::string, std::less<>> stems_wanted_;
  mutable std::map<std::string, query::PlanNode> nodes_wanted_;
};

}  // namespace dateline::remote
