#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>

#include "common/result.h"

namespace dateline::indexer {

struct CheckedIndex {
  std::string revision;
  std::uint64_t articles = 0;
};

enum class CheckDepth {
  kQuick,  ///< the sizes and hashes of all files, as the manifest has them; of the ledger all but the texts
  kFull,
};

/// Reads all of an index: compares all files with the manifest, then reads the tables of each segment, every
/// stored article, the facet columns, the record of captures and the ledger, and compares what stands in more
/// than one of them. Needs no right to write. An Index error says what is damaged, missing or of another
/// index; a System error what could not be read. `details` gets what the library's own check has to say.
/// `stop`, which may be null, is looked at between files and between articles.
Result<CheckedIndex> check_index(const std::filesystem::path& folder, const std::atomic<bool>* stop,
                                 std::string& details, CheckDepth depth = CheckDepth::kFull);

}  // namespace dateline::indexer
