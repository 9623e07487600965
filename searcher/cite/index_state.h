#pragma once

#include "common/index/index_reader.h"
#include "common/ledger/content_root.h"
#include "common/result.h"

namespace dateline::search {

/// The content root of the open index (ledger::to_string); of several, of all of them, each article once.
/// That of the manifest where it is known; else every article is read, which takes about a second for
/// 100,000.
Result<std::string> content_root(const index::IndexReader& reader);

}  // namespace dateline::search
