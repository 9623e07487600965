#pragma once

#include <filesystem>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/commit/build_index.h"

namespace dateline::indexer {

/// How a changed index is written. Both ways leave the same for a reader.
enum class UpdateWay {
  kAuto,     ///< by the share that changes
  kUpdate,   ///< the database is copied and the copy changed by Xapian's own writer
  kRebuild,  ///< the stored articles and the new ones are built anew
};

/// By its name on the command line: "update", "rebuild"; kAuto for every other.
UpdateWay update_way(std::string_view name);

struct UpdateReport {
  BuildReport build;  ///< of what was read; articles, groups and counts are those of the index
  std::uint64_t files_read = 0;
  std::uint64_t files_unchanged = 0;
  std::uint64_t files_changed = 0;  ///< of files_read: in the index before with other content
  bool changed = false;             ///< false: nothing was to be done and nothing was written
  UpdateWay way = UpdateWay::kUpdate;
};

/// Adds what is new in the inputs to an index, and replaces what stems from files that have changed since;
/// makes the index where there is none. Files that are known and unchanged are not read. Articles of files
/// that are not named, or are gone, stay. The new state is published in one step; readers are never blocked,
/// and whatever goes wrong leaves the index as it was. `options.builder` is used when everything is built.
Result<UpdateReport> add_to_index(const BuildOptions& options, UpdateWay way, std::istream& standard_input);

struct RemoveReport {
  std::uint64_t removed = 0;
  std::uint64_t articles = 0;        ///< left in the index
  std::vector<std::string> unknown;  ///< ids and keys that no article has
};

/// Removes articles by id or key, in one step. Nothing is written when none is found.
Result<RemoveReport> remove_from_index(const std::vector<std::string>& ids, const BuildOptions& options,
                                       UpdateWay way);

}  // namespace dateline::indexer
