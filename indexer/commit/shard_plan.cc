#include "indexer/commit/shard_plan.h"

namespace dateline::indexer {

void ShardPlan::admit(index::Docid docid, std::uint64_t name) {
  const std::lock_guard lock(mutex_);
  if (shards_.size() < docid) {
    shards_.resize(docid);
    docids_.resize(docid);
  }
  const auto shard = static_cast<std::uint8_t>(name % last_.size());
  shards_[docid - 1] = shard;
  docids_[docid - 1] = ++last_[shard];
}

ShardPlan::Place ShardPlan::place(index::Docid docid) const {
  const std::lock_guard lock(mutex_);
  if (docid == 0 || docid > docids_.size()) return {};
  return {shards_[docid - 1], docids_[docid - 1]};
}

std::vector<index::Docid> ShardPlan::docids_of(std::uint32_t shard) const {
  const std::lock_guard lock(mutex_);
  std::vector<index::Docid> out(docids_.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (shards_[i] == shard) out[i] = docids_[i];
  }
  return out;
}

}  // namespace dateline::indexer
