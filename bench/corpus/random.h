#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dateline::bench {

/// SplitMix64: the same numbers on every machine, unlike the distributions of the standard library. Two draws
/// in one expression would come in the order that the compiler likes: draw in statements of their own.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// 0..n-1; n > 0. The bias of 2^-32 does not matter here.
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((next() >> 32U) * n) >> 32U); }
  /// from..to, both included.
  int between(int from, int to) {
    return from + static_cast<int>(below(static_cast<std::uint32_t>(to - from + 1)));
  }
  /// True `permille` times in a thousand.
  bool chance(std::uint32_t permille) { return below(1000) < permille; }
  template <class Container>
  const auto& pick(const Container& values) {
    return values[below(static_cast<std::uint32_t>(std::size(values)))];
  }

 private:
  std::uint64_t state_;
};

/// Ranks 0..size-1 with chances in proportion to 1 / (rank + shift): Zipf's law in whole numbers.
class Zipf {
 public:
  /// size 1..100,000, shift 1..100.
  Zipf(std::size_t size, std::size_t shift) {
    std::uint32_t total = 0;
    for (std::size_t rank = 0; rank < size; ++rank) {
      total += static_cast<std::uint32_t>((std::size_t{1} << 28U) / (rank + shift));
      sums_.push_back(total);
    }
  }
  std::size_t draw(Random& random) const {
    const std::uint32_t at = random.below(sums_.back());
    return static_cast<std::size_t>(std::upper_bound(sums_.begin(), sums_.end(), at) - sums_.begin());
  }

 private:
  std::vector<std::uint32_t> sums_;
};

}  // namespace dateline::bench
