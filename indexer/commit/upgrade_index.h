#pragma once

#include <cstdint>
#include <string>

#include "common/result.h"
#include "indexer/commit/build_index.h"

namespace dateline::indexer {

struct UpgradeReport {
  bool changed = false;  ///< false: the index is of the present schema and analyzer already
  int schema_before = 0;
  std::string analyzer_before;
  std::uint64_t written = 0;  ///< articles
  std::uint64_t index_bytes = 0;
  std::string notice;
};

/// Makes an index of the present schema and analyzer of an older one, from index::kOldestUpgradable on: the
/// stored articles are analysed and written again as one segment; what additions need to know and the ledger
/// stay. The inputs are not needed. In one step, as add_to_index; docids stay. Of the options those of
/// merge_index count.
Result<UpgradeReport> upgrade_index(const BuildOptions& options);

}  // namespace dateline::indexer
