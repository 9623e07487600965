#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/index/index_counts.h"
#include "common/result.h"
#include "searcher/remote/shard.h"
#include "searcher/search/request.h"

namespace dateline::remote {

/// What is to be searched as one.
struct ShardsWanted {
  std::vector<std::string> names;  ///< addresses and folders; one address at least
  bool partial = false;            ///< answer without those that cannot be had
  TimeLimits limits = {};
};

/// Shards that do not answer, by their names, and why.
using Failed = std::map<std::string, std::string>;

/// The shards of a search, open. Not thread-safe.
class ShardSet {
 public:
  /// Opens all of them but those `without` at the same time, each on a thread of its own. An Index error
  /// names every shard that cannot be had; `partial` needs one that can.
  static Result<ShardSet> open(const ShardsWanted& wanted, const Failed& without = {});

  const std::vector<Shard>& shards() const { return shards_; }
  /// Which of them answer.
  const search::ShardsAnswered& answered() const { return answered_; }
  /// Sums; an article that several shards have counts more than once.
  const index::IndexCounts& counts() const { return counts_; }
  /// "g3+g3+g3".
  const std::string& revision() const { return revision_; }

  /// Opens further connections to the shards (open_lines). A shard to which there are none, or that has
  /// another state by now, is asked over the one that it has.
  void open_lines(const TimeLimits& limits);
  /// All shards as one database over connections of its own, for another thread than that of the others; none
  /// where a shard has no further connection.
  const std::optional<Xapian::Database>& beside() const { return beside_; }

  /// Something to ask of one shard.
  struct Errand {
    std::size_t shard = 0;
    std::size_t line = 0;  ///< over which of its connections; beyond the last one begins anew
    std::function<void(const Xapian::Database&)> work = {};
  };
  /// Runs all errands and waits: those over different connections at the same time, each of these on a thread
  /// of its own. What is thrown becomes an error; they stand in the order of the shards.
  std::vector<Status> run(const std::vector<Errand>& errands) const;

  /// Calls `work(number of the shard)` for all at the same time, each on a thread of its own, and waits. What
  /// is thrown becomes an error; they stand in the order of the shards.
  std::vector<Status> at_once(const std::function<void(std::size_t)>& work) const;

 private:
  std::vector<Shard> shards_;
  std::optional<Xapian::Database> beside_;
  search::ShardsAnswered answered_;
  index::IndexCounts counts_;
  std::string revision_;
};

}  // namespace dateline::remote
