#pragma once

#include <span>

#include "common/index/columns.h"
#include "common/index/history_columns.h"
#include "common/index/index_reader.h"
#include "common/ledger/ledger.h"

namespace dateline::ledger {

/// What became of each article, with all addresses that it has. Cost: O(articles + records of the ledgers).
index::HistoryColumns history_columns(const index::Columns& columns, std::span<const Ledger> ledgers);

/// Lets the columns of an open index have facets and days of its ledgers, which are read when they are first
/// asked for. A ledger that is damaged throws index::Failure then.
void attach_history(const index::IndexReader& reader);

}  // namespace dateline::ledger
