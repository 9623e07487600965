#include "searcher/search/paging.h"

#include <algorithm>
#include <span>
#include <utility>

#include "searcher/search/groups.h"

namespace dateline::search {
PageCutter::PageCutter(const index::Columns& columns, PageRange range) : columns_(columns), range_(range) {
  if (range.fold) seen_.resize(columns.rows());
}

bool PageCutter::take(Scored scored) {
  if (range_.fold) {
    const std::uint32_t group = group_of(columns_, scored.docid);
    if (group < seen_.size() && seen_[group]) return true;
    if (group < seen_.size()) seen_[group] = true;
  }
  if (skipped_ < range_.offset) {
    ++skipped_;
    return true;
  }
  page_.push_back(scored);
  return page_.size() < range_.limit;
}

std::vector<Scored> page_by_date(const index::Columns& columns, const MatchSet& matches, bool oldest_first,
                                 PageRange range) {
  if (range.limit == 0) return {};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  order.reserve(matches.size());
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      const std::uint32_t day = columns.number(index::NumberColumn::kPublished, docid);
      order.emplace_back(day == 0 ? UINT32_MAX : oldest_first ? day : UINT32_MAX - day, docid);
    }
  });
  std::size_t sorted = std::min(order.size(), (range.offset + range.limit) * 4 + 100);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(sorted), order.end());
  PageCutter cutter(columns, range);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == sorted) {  // many copies: sort the rest too
      std::sort(order.begin() + static_cast<std::ptrdiff_t>(i), order.end());
      sorted = order.size();
    }
    if (!cutter.take({order[i].second, 0})) break;
  }
  return std::move(cutter).page();
}

}  // namespace dateline::search
