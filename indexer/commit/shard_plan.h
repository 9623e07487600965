#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "common/index/docid.h"

namespace dateline::indexer {

/// Which shard each article of a build goes to, and under which docid. An article and its copies go together,
/// so that each text counts once in the groups of one shard. The same input gives the same plan. Memory: 5
/// bytes an article.
class ShardPlan {
 public:
  struct Place {
    std::uint32_t shard = 0;  ///< 0-based
    index::Docid docid = 0;   ///< in the shard; 0: the article was not admitted
  };

  explicit ShardPlan(std::uint32_t shards) : last_(shards) {}

  /// Docids of the build ascend; `name` is that of the article's group. One call at a time.
  void admit(index::Docid docid, std::uint64_t name);

  /// Thread-safe.
  Place place(index::Docid docid) const;
  /// The highest docid of a shard.
  index::Docid last(std::uint32_t shard) const { return last_[shard]; }
  /// For each docid of the build, from 1 on, its docid in the shard, 0 where it is in another.
  std::vector<index::Docid> docids_of(std::uint32_t shard) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::uint8_t> shards_;  ///< by docid - 1
  std::vector<index::Docid> docids_;  ///< the same
  std::vector<index::Docid> last_;
};

}  // namespace dateline::indexer
