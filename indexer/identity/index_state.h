#pragma once

#include <filesystem>
#include <string_view>

#include "common/result.h"
#include "indexer/identity/input_files.h"
#include "indexer/identity/registry.h"

namespace dateline::indexer {

/// What additions need to know of an index besides its database: kept in the folder of the database, for
/// exactly that revision. Searching does not need it.
struct IndexState {
  InputFiles files;
  Registry registry;
};

inline constexpr std::string_view kStateFile = "captures.dateline";

/// Synced to disk. A System error names the file.
Status write_state(const IndexState& state, const std::filesystem::path& database);

/// An Index error with a remedy when the file is missing or damaged.
Result<IndexState> read_state(const std::filesystem::path& database);

}  // namespace dateline::indexer
