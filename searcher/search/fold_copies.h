#pragma once

#include "common/index/columns.h"
#include "searcher/search/match_set.h"

namespace dateline::search {

/// One article of each group of equal texts in the set: the one that `chosen` has (itself folded, a part of
/// the set), else the one published first, of several the one with the lowest id; dated articles come
/// before undated ones. Cost: O(set), memory 8 bytes an article of the index. Thread-safe.
MatchSet fold_copies(const MatchSet& set, const index::Columns& columns, const MatchSet& chosen = {});

}  // namespace dateline::search
