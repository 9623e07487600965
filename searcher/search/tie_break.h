#pragma once

#include <cstdint>

#include "common/index/columns.h"
#include "common/index/docid.h"

namespace dateline::search {

/// The order of articles among equals. It depends on nothing but the articles: docids differ with the order
/// in which an index was made.

/// The newest day of publication first, undated articles last, of one day the lowest id first.
inline bool newer_first(const index::Columns& columns, index::Docid a, index::Docid b) {
  const std::uint32_t day_a = columns.number(index::NumberColumn::kPublished, a);
  const std::uint32_t day_b = columns.number(index::NumberColumn::kPublished, b);
  return day_a != day_b ? day_a > day_b : columns.id(a) < columns.id(b);
}

/// The oldest day first, undated articles last, of one day the lowest id first.
inline bool older_first(const index::Columns& columns, index::Docid a, index::Docid b) {
  const std::uint32_t day_a = columns.number(index::NumberColumn::kPublished, a);
  const std::uint32_t day_b = columns.number(index::NumberColumn::kPublished, b);
  return day_a != day_b ? day_a - 1 < day_b - 1 : columns.id(a) < columns.id(b);  // 0 - 1 is the highest
}

}  // namespace dateline::search
