#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/index/index_reader.h"
#include "common/index/origin.h"
#include "common/ledger/past_step.h"
#include "common/ledger/past_wish.h"
#include "common/result.h"
#include "indexer/commit/build_index.h"

namespace dateline::indexer {

struct AsOf {
  ledger::PastWish wish;
  std::string asked;             ///< the wish as it was written, for messages
  std::filesystem::path target;  ///< a new or empty folder
  /// Its files are links to those of the index, where a later commit may take them away unless somebody has
  /// them open. Else they are the same files under another name or, where the disk is another one, copies.
  bool borrow = false;
};

struct AsOfReport {
  ledger::PastState state;
  bool is_present = false;     ///< the state is that of now
  std::uint64_t restored = 0;  ///< articles that the index has no more, and that were written again
  std::vector<index::Origin::Missing> missing;  ///< articles that were purged since
  /// The new index, open: while it lives, nothing that was borrowed goes away.
  std::shared_ptr<const index::IndexReader> made;
};

/// Makes an index in a new folder that holds what `options.index` held in an earlier state: the same articles
/// with the same days, captures and groups, lists of names and ledger, counted the same. It can be searched
/// and not added to. Articles that were purged since are left out and named. Its content root and its counts
/// are compared with what was noted then; an Index error where they differ, and where the state cannot be
/// had. Of `options` index, threads, memory, stop. The cost: what changed since.
Result<AsOfReport> make_index_as_of(const BuildOptions& options, const AsOf& as_of);

}  // namespace dateline::indexer
