#pragma once

#include <cstddef>
#include <cstdint>
#include <set>

#include "common/index/write_file.h"
#include "common/ledger/ledger.h"
#include "common/result.h"

namespace dateline::indexer {

/// The first file that tells more of these articles than their ids, days and hashes; the number of files
/// where none does.
std::size_t first_that_tells(const ledger::Ledger& ledger, const std::set<std::uint64_t>& purged);

/// The bytes of a file without that: texts, edits, places and addresses are left out. Those of others stay as
/// they are.
Status write_without(const ledger::LedgerFile& file, const std::set<std::uint64_t>& purged,
                     const index::Sink& sink);

}  // namespace dateline::indexer
