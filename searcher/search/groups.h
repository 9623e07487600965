#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/index/columns.h"
#include "searcher/search/match_set.h"

namespace dateline::search {

/// The group of equal texts of an article, named by the docid of its first article; the article itself where
/// it has no group. Thread-safe.
std::uint32_t group_of(const index::Columns& columns, std::uint32_t docid);

/// Folds a match set: how many different texts it holds, and how many of its articles have each of them.
/// Reused from set to set, it stops allocating. Bound to the columns. Not thread-safe.
class Groups {
 public:
  explicit Groups(const index::Columns& columns) : columns_(&columns) {}

  /// Replaces the counts by those of `matches`. Cost: O(matches + those counted before).
  void count(const MatchSet& matches);
  /// Different texts of the set.
  std::uint64_t size() const { return alone_ + touched_.size(); }
  /// Other articles of the set with the text of `docid`.
  std::size_t copies(std::uint32_t docid) const;

 private:
  const index::Columns* columns_;
  std::vector<std::uint32_t> sizes_;    ///< by group
  std::vector<std::uint32_t> touched_;  ///< groups of the set
  std::uint64_t alone_ = 0;             ///< articles of the set that are in no group
};

}  // namespace dateline::search
