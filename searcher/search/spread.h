#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace dateline::search {

/// At most `most` of the elements, in their order and evenly spread over it.
template <class T>
std::vector<T> spread(std::vector<T> all, std::size_t most) {
  if (all.size() <= most) return all;
  std::vector<T> out;
  out.reserve(most);
  for (std::size_t i = 0; i < most; ++i) out.push_back(std::move(all[i * all.size() / most]));
  return out;
}

}  // namespace dateline::search
