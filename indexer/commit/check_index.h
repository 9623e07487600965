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

/// Reads all of an index: the tables of the database, every stored article, the facet columns and the record
/// of captures, and compares what stands in more than one of them. Needs no right to write. An Index error
/// says what is damaged, missing or of another index; a System error what could not be read. `details` gets
/// what the library's own check has to say. `stop`, which may be null, is looked at between articles.
Result<CheckedIndex> check_index(const std::filesystem::path& folder, const std::atomic<bool>* stop,
                                 std::string& details);

}  // namespace dateline::indexer
