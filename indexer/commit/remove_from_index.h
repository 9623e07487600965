#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/commit/build_index.h"

namespace dateline::indexer {

struct RemoveReport {
  std::uint64_t removed = 0;
  std::uint64_t articles = 0;        ///< left in the index
  std::uint64_t purged = 0;          ///< articles, also such that were removed before
  std::vector<std::string> unknown;  ///< ids and keys that no article has
};

/// Removes articles by id or key, in one step. They are dead from then on: no segment is written. Nothing is
/// written at all when none is found.
///
/// With `options.purge` every text of them is deleted for good, also of those that were removed before: the
/// segments are written again as one without them, with a new dictionary, and so are files of the ledger.
/// Their ids stay in it, with days and hashes. Cost: O(index).
Result<RemoveReport> remove_from_index(const std::vector<std::string>& ids, const BuildOptions& options);

}  // namespace dateline::indexer
