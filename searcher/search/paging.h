#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "common/index/columns.h"
#include "searcher/search/match_set.h"

namespace dateline::search {

/// A place in the order of hits.
struct Scored {
  std::uint32_t docid = 0;
  double score = 0;
  bool operator==(const Scored&) const = default;
};

/// Which part of the order is wanted.
struct PageRange {
  std::size_t offset = 0;  ///< hits to skip
  std::size_t limit = 10;
  bool fold = true;  ///< only the first article of each group of equal texts is a hit
};

/// Cuts a page out of articles that come in order.
class PageCutter {
 public:
  PageCutter(const index::Columns& columns, PageRange range);
  /// Returns false when the page is full.
  bool take(Scored scored);
  std::vector<Scored> page() && { return std::move(page_); }

 private:
  const index::Columns& columns_;
  PageRange range_;
  std::vector<bool> seen_;
  std::size_t skipped_ = 0;
  std::vector<Scored> page_;
};

/// The articles of `matches` by day of publication and then by id; undated articles come last in either
/// direction.
std::vector<Scored> page_by_date(const index::Columns& columns, const MatchSet& matches, bool oldest_first,
                                 PageRange range);

}  // namespace dateline::search
