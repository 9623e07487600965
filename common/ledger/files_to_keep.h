#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "common/index/manifest.h"

namespace dateline::ledger {

/// Of files in the order of writing, how many stay when `incoming` bytes come behind them; the others are
/// written again together with these. So there are about a dozen files, and those of more than 16 MB, and
/// each byte is written again a few times. Pure.
std::size_t files_to_keep(std::span<const index::FileInfo> files, std::uint64_t incoming);

}  // namespace dateline::ledger
