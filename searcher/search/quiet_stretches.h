#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "searcher/search/timeline.h"

namespace dateline::search {

/// Periods of a timeline that have articles, but none of those found; periods without any article between
/// them do not end it.
struct QuietStretch {
  std::size_t first = 0;  ///< the first and the last of its periods, both with articles
  std::size_t last = 0;
  std::uint64_t articles = 0;  ///< printed meanwhile
  bool operator==(const QuietStretch&) const = default;
};

/// The `limit` stretches in which most was printed, in the order of time; none where nothing was found at
/// all. They are as exact as the periods; silences.h tells the days. Pure; linear in the periods.
std::vector<QuietStretch> quiet_stretches(const Timeline& timeline, std::size_t limit);

}  // namespace dateline::search
