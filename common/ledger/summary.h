#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "common/ledger/edit_kind.h"
#include "common/ledger/history.h"
#include "common/ledger/record.h"

namespace dateline::ledger {

/// What became of an article, without its versions: what history_of says of it, for a tenth of the time.
struct Summary {
  Fate fate = Fate::kUnknown;
  EditKinds kinds;                    ///< of all its edits, how the texts are set too
  std::vector<std::int32_t> changed;  ///< days since 1970-01-01 on which an edited text was first captured
  std::vector<std::int32_t> removed;  ///< on which it was first missing
};

/// `records` are all those of the article, in the order in which they were added. Pure.
Summary summary_of(std::span<const Record> records);

}  // namespace dateline::ledger
