#include "searcher/search/groups.h"

#include <span>

namespace dateline::search {

std::uint32_t group_of(const index::Columns& columns, std::uint32_t docid) {
  const std::uint32_t group = columns.number(index::NumberColumn::kGroup, docid);
  return group != 0 && group < columns.rows() ? group : docid;
}

void Groups::count(const MatchSet& matches) {
  for (const std::uint32_t group : touched_) sizes_[group] = 0;
  touched_.clear();
  alone_ = 0;
  const std::span<const std::uint32_t> groups = columns_->numbers(index::NumberColumn::kGroup);
  sizes_.resize(groups.size());
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      const std::uint32_t group = docid < groups.size() ? groups[docid] : 0;
      if (group == 0 || group >= groups.size()) {
        ++alone_;
      } else if (sizes_[group]++ == 0) {
        touched_.push_back(group);
      }
    }
  });
}

std::size_t Groups::copies(std::uint32_t docid) const {
  const std::uint32_t group = group_of(*columns_, docid);
  return group < sizes_.size() && sizes_[group] > 0 ? sizes_[group] - 1 : 0;
}

}  // namespace dateline::search
