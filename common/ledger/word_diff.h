#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline::ledger {

/// Elements [a_begin, a_end) of one sequence stand where [b_begin, b_end) of the other do.
struct Hunk {
  std::uint32_t a_begin = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t b_end = 0;
  bool operator==(const Hunk&) const = default;
};

/// The shortest way from `a` to `b` by leaving out and putting in (Myers 1986), as ascending hunks with equal
/// elements between them. Where more than `most` elements differ, all between the common beginning and the
/// common end is one hunk. Time and memory O((|a| + |b|) * min(differing, most)) and O(most^2).
std::vector<Hunk> diff(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                       std::size_t most = 600);

}  // namespace dateline::ledger
