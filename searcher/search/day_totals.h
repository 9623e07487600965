#pragma once

#include <cstdint>
#include <vector>

#include "common/index/columns.h"

namespace dateline::search {

/// Articles that may all have been published, or captured first, from one day to another: of most, one day.
struct DayTotal {
  std::uint32_t from = 0;  ///< as YYYYMMDD; 0 for those without a date
  std::uint32_t to = 0;
  std::uint64_t articles = 0;
  std::uint64_t words = 0;
};

/// Sums over all articles of an index by these days, in their order: a chart of the whole archive adds up
/// thousands of them instead of looking at each article. Cost: O(articles that may be found).
std::vector<DayTotal> day_totals(const index::Columns& columns, index::NumberColumn from,
                                 index::NumberColumn to);

}  // namespace dateline::search
