#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "common/index/changes.h"
#include "common/index/docid.h"
#include "common/index/index_reader.h"
#include "common/result.h"
#include "indexer/commit/commit.h"

namespace dateline::indexer {

/// What a commit did to articles that the index had before.
struct Undo {
  std::vector<index::Docid> died;      ///< which it has no more under these docids; in any order
  std::vector<index::Change> changed;  ///< of those that live on, captures and group as they were before
};

/// Writes the step of a commit (ledger::PastStepWriter), so that it can be undone: when the next manifest,
/// the ledger and all else is written, and before the commit is published. `before` is the index before.
/// Articles with one of the ids `purged` lose their texts in earlier steps too.
Status write_past(Commit& commit, const index::IndexReader& before, Undo undo,
                  const std::set<std::uint64_t>& purged = {});
/// The same of a commit that changed no article, or that begins anew.
Status write_past(Commit& commit);

}  // namespace dateline::indexer
