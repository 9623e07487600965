#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "bench/peers/peer.h"
#include "bench/record/summary.h"
#include "common/result.h"

namespace dateline::bench {

struct LuceneFigures {
  std::vector<IndexingFigures> indexing;
  std::vector<PeerFigures> queries;
  std::string skipped;  ///< why nothing was measured; empty when something was
};

/// Compiles and runs LucenePeer.java of the folder `peers` with Debian's liblucene8-java. Where one of them
/// or Java is missing, says so in `skipped`. Writes below `scratch`.
Result<LuceneFigures> measure_lucene(const std::filesystem::path& peers, std::span<const Record> records,
                                     std::span<const PeerQuery> queries,
                                     const std::filesystem::path& scratch);

}  // namespace dateline::bench
