#pragma once

#include <filesystem>
#include <istream>
#include <vector>

#include "common/result.h"
#include "indexer/commit/build_index.h"

namespace dateline::indexer {

/// The folder of a shard beside the name that was given for all: "archive.idx" has "archive-1-of-4.idx".
std::filesystem::path shard_folder(const std::filesystem::path& index, unsigned number, unsigned count);

struct ShardsReport {
  BuildReport build;  ///< of all shards together
  std::vector<std::filesystem::path> folders;
};

/// Builds `count` new indexes, 2..index::kMaxShards, in place of one, from one reading of the input; an
/// article and its copies are in the same. Each has one segment and the values for servers, and can be
/// searched and added to on its own. They are published one after the other when all are written; an error in
/// between names those that are new already. The memory bound is that of all together.
Result<ShardsReport> build_shards(const BuildOptions& options, unsigned count, std::istream& standard_input);

}  // namespace dateline::indexer
