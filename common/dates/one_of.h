#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace dateline::dates {

/// Whether a word is one of a list.
template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace dateline::dates
