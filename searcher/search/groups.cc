#include "searcher/search/groups.h"

#include <span>

namespace dateline::search {

std::uint32_t group_of(const index::Columns& columns, std::uint32_t docid) {
  const std::uint32_t group = columns.number(index::NumberColumn::kGroup, docid);
  return group != 0 && group <= columns.last_docid() ? group : docid;
}

void Groups::count(const MatchSet& matches) {
  for (const std::uint32_t group : touched_) sizes_[group] = 0;
  touched_.clear();
  texts_ = 0;
  sizes_.resize(std::size_t{columns_->last_docid()} + 1);
  // Mostly an article is the first of its group, so only the others are counted one by one.
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    columns_->each_number(index::NumberColumn::kGroup, docids, [&](std::uint32_t docid, std::uint32_t group) {
      if (group == docid || group == 0 || group >= sizes_.size()) {
        ++texts_;
      } else if (sizes_[group]++ == 0) {
        touched_.push_back(group);
      }
    });
  });
  for (const std::uint32_t group : touched_) {
    if (matches.contains(group)) {
      ++sizes_[group];
    } else {
      ++texts_;
    }
  }
}

std::size_t Groups::copies(std::uint32_t docid) const {
  const std::uint32_t group = group_of(*columns_, docid);
  return group < sizes_.size() && sizes_[group] > 0 ? sizes_[group] - 1 : 0;
}

}  // namespace dateline::search
