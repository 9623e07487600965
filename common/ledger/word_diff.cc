#include "common/ledger/word_diff.h"

#include <algorithm>

namespace dateline::ledger {
namespace {

using Sequence = std::span<const std::uint64_t>;

/// For each number of differing elements the furthest places in `a`, by diagonal; empty when there are more
/// than `most`.
std::vector<std::vector<std::int32_t>> furthest_places(Sequence a, Sequence b, std::int32_t most) {
  const auto n = static_cast<std::int32_t>(a.size());
  const auto m = static_cast<std::int32_t>(b.size());
  std::vector<std::vector<std::int32_t>> trace;
  std::vector<std::int32_t> places(static_cast<std::size_t>(2 * most + 3), 0);
  const auto at = [&](std::int32_t diagonal) -> std::int32_t& {
    return places[static_cast<std::size_t>(diagonal + most + 1)];
  };
  for (std::int32_t d = 0; d <= most; ++d) {
    for (std::int32_t k = -d; k <= d; k += 2) {
      const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      std::int32_t x = down ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      at(k) = x;
      if (x >= n && x - k >= m) {
        trace.emplace_back(places.begin() + most + 1 - d, places.begin() + most + 2 + d);
        return trace;
      }
    }
    trace.emplace_back(places.begin() + most + 1 - d, places.begin() + most + 2 + d);
  }
  return {};
}

}  // namespace

std::vector<Hunk> diff(Sequence a, Sequence b, std::size_t most) {
  std::size_t front = 0;
  while (front < a.size() && front < b.size() && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back < a.size() - front && back < b.size() - front &&
         a[a.size() - 1 - back] == b[b.size() - 1 - back])
    ++back;
  const Sequence left = a.subspan(front, a.size() - front - back);
  const Sequence right = b.subspan(front, b.size() - front - back);
  const auto base = static_cast<std::uint32_t>(front);
  if (left.empty() && right.empty()) return {};
  const Hunk whole{base, base + static_cast<std::uint32_t>(left.size()), base,
                   base + static_cast<std::uint32_t>(right.size())};
  if (left.empty() || right.empty()) return {whole};
  const auto limit = static_cast<std::int32_t>(std::min(most, left.size() + right.size()));
  const auto trace = furthest_places(left, right, limit);
  if (trace.empty()) return {whole};

  std::vector<Hunk> hunks;
  const auto put = [&](std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) {
    const Hunk step{base + static_cast<std::uint32_t>(x0), base + static_cast<std::uint32_t>(x1),
                    base + static_cast<std::uint32_t>(y0), base + static_cast<std::uint32_t>(y1)};
    if (!hunks.empty() && hunks.back().a_begin == step.a_end && hunks.back().b_begin == step.b_end) {
      hunks.back().a_begin = step.a_begin;
      hunks.back().b_begin = step.b_begin;
    } else {
      hunks.push_back(step);
    }
  };
  auto x = static_cast<std::int32_t>(left.size());
  auto y = static_cast<std::int32_t>(right.size());
  for (auto d = static_cast<std::int32_t>(trace.size()) - 1; d > 0; --d) {
    const std::vector<std::int32_t>& before = trace[static_cast<std::size_t>(d - 1)];
    const auto at = [&](std::int32_t diagonal) {
      const std::int32_t i = diagonal + d - 1;
      return i >= 0 && i < static_cast<std::int32_t>(before.size()) ? before[static_cast<std::size_t>(i)]
                                                                    : -1;
    };
    const std::int32_t k = x - y;
    const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
    const std::int32_t from = down ? k + 1 : k - 1;
    const std::int32_t x0 = at(from);
    const std::int32_t y0 = x0 - from;
    const std::int32_t x1 = down ? x0 : x0 + 1;
    const std::int32_t y1 = down ? y0 + 1 : y0;
    put(x0, y0, x1, y1);
    x = x0;
    y = y0;
  }
  std::reverse(hunks.begin(), hunks.end());
  return hunks;
}

}  // namespace dateline::ledger
