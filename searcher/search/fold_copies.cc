#include "searcher/search/fold_copies.h"

#include <limits>
#include <span>
#include <vector>

#include "searcher/search/groups.h"

namespace dateline::search {

MatchSet fold_copies(const MatchSet& set, const index::Columns& columns, const MatchSet& chosen) {
  constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();
  struct First {
    std::uint32_t day = kLast;
    std::uint32_t docid = 0;
  };
  std::vector<First> by_group(std::size_t{columns.last_docid()} + 1);
  std::vector<std::uint32_t> kept;
  const auto visit = [&](std::span<const std::uint32_t> docids, bool is_chosen) {
    for (const std::uint32_t docid : docids) {
      const std::uint32_t group = group_of(columns, docid);
      if (group >= by_group.size()) {  // an article behind the columns
        kept.push_back(docid);
        continue;
      }
      std::uint32_t day = columns.number(index::NumberColumn::kPublished, docid);
      if (day == 0) day = kLast;
      if (is_chosen) day = 0;
      First& first = by_group[group];
      const bool before = day != first.day ? day < first.day : columns.id(docid) < columns.id(first.docid);
      if (first.docid == 0 || before) first = {day, docid};
    }
  };
  set.for_each_block([&](std::span<const std::uint32_t> docids) { visit(docids, false); });
  chosen.for_each_block([&](std::span<const std::uint32_t> docids) { visit(docids, true); });
  for (const First& first : by_group) {
    if (first.docid != 0) kept.push_back(first.docid);
  }
  return MatchSet::of(kept);
}

}  // namespace dateline::search
