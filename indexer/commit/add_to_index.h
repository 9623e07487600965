#pragma once

#include <cstdint>
#include <istream>

#include "common/result.h"
#include "indexer/commit/build_index.h"

namespace dateline::indexer {

struct UpdateReport {
  BuildReport build;  ///< of what was read; articles, groups and counts are those of the index
  std::uint64_t files_read = 0;
  std::uint64_t files_unchanged = 0;
  std::uint64_t files_changed = 0;  ///< of files_read: in the index before with other content
  bool changed = false;             ///< false: nothing was to be done and nothing was written
  std::uint64_t rewritten = 0;      ///< stored articles that were written again, in merged segments
};

/// Adds what is new in the inputs to an index, and replaces what stems from files that have changed since;
/// makes the index where there is none. Files that are known and unchanged are not read. Articles of files
/// that are not named, or are gone, stay. The new articles become a segment, together with the last ones
/// where these are small beside it (merge_policy.h). The new state is published in one step; readers are
/// never blocked, and whatever goes wrong leaves the index as it was.
Result<UpdateReport> add_to_index(const BuildOptions& options, std::istream& standard_input);

}  // namespace dateline::indexer
