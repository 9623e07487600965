#include "common/index/copies_column.h"

#include <algorithm>

namespace dateline::index {

CopiesColumn copies_column(std::span<const std::uint32_t> groups) {
  std::vector<std::uint32_t> sizes(groups.size());
  for (const std::uint32_t group : groups) {
    if (group != 0 && group < sizes.size()) ++sizes[group];
  }
  const auto copies_of = [&](std::uint32_t group) { return group < sizes.size() ? sizes[group] - 1 : 0; };

  // Sizes are few, though one may be large: `ordinal_of` by size is as long as the largest.
  std::uint32_t most = 0;
  for (const std::uint32_t size : sizes) most = std::max(most, size);
  std::vector<std::uint32_t> ordinal_of(std::size_t{most} + 1);
  for (const std::uint32_t group : groups) {
    if (group != 0) ordinal_of[copies_of(group)] = 1;
  }
  CopiesColumn out;
  for (std::uint32_t copies = 0; copies < ordinal_of.size(); ++copies) {
    if (ordinal_of[copies] != 0) out.values.push_back(std::to_string(copies));
  }
  std::sort(out.values.begin(), out.values.end());
  for (std::uint32_t i = 0; i < out.values.size(); ++i) ordinal_of[std::stoul(out.values[i])] = i + 1;
  out.ordinals.reserve(groups.size());
  for (const std::uint32_t group : groups) {
    out.ordinals.push_back(group == 0 ? 0 : ordinal_of[copies_of(group)]);
  }
  return out;
}

}  // namespace dateline::index
