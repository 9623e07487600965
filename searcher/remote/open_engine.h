#pragma once

#include <filesystem>
#include <span>

#include "common/result.h"
#include "searcher/remote/shard.h"
#include "searcher/search/engine.h"

namespace dateline::remote {

struct OpenOptions {
  bool partial = false;  ///< answer without shards that cannot be had
  TimeLimits limits = {};
};

/// An engine over indexes as the command line names them: over shards where any of them is an address, else
/// over the folders. A Usage error when shards are to be left out and there is none.
Result<search::Engine> open_engine(std::span<const std::filesystem::path> indexes,
                                   const OpenOptions& options);

}  // namespace dateline::remote
