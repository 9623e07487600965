#include "indexer/glass/position_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

using namespace std::string_literals;

std::string encoded(const std::vector<std::uint32_t>& positions) {
  std::string out(position_list_bound(positions.size()), '?');
  out.resize(static_cast<std::size_t>(put_position_list(out.data(), positions) - out.data()));
  return out;
}

/// The plain reader of the format's description, bit by bit.
class Decoder {
 public:
  explicit Decoder(const std::string& bytes) : bytes_(bytes) {}

  std::vector<std::uint32_t> decode() {
    std::uint64_t last = 0;
    const char* begin = bytes_.data();
    at_ = static_cast<std::size_t>(get_varint(begin, begin + bytes_.size(), last) - begin) * 8;
    if (at_ == bytes_.size() * 8) return {static_cast<std::uint32_t>(last)};
    const std::uint64_t first = code(last);
    const std::uint64_t count = code(last - first) + 2;
    positions_.resize(count);
    positions_.front() = static_cast<std::uint32_t>(first);
    positions_.back() = static_cast<std::uint32_t>(last);
    between(0, count - 1);
    EXPECT_EQ((at_ + 7) / 8, bytes_.size()) << "bytes are left over";
    return positions_;
  }

 private:
  std::uint64_t bits(int count) {
    std::uint64_t n = 0;
    for (int i = 0; i < count; ++i, ++at_) {
      n |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes_.at(at_ / 8)) >> at_ % 8 & 1) << i;
    }
    return n;
  }

  std::uint64_t code(std::uint64_t outof) {
    int width = 0;
    while ((std::uint64_t{1} << width) < outof) ++width;
    const std::uint64_t spare = (std::uint64_t{1} << width) - outof;
    const std::uint64_t middle = (outof - spare) / 2;
    if (spare == 0) return bits(width);
    const std::uint64_t low = bits(width - 1);
    if (low >= middle) return low;
    return bits(1) == 0 ? low : low + middle + spare;
  }

  void between(std::size_t j, std::size_t k) {
    if (j + 1 >= k) return;
    const std::size_t m = j + (k - j) / 2;
    const std::uint64_t outof = positions_[k] - positions_[j] - (k - j) + 1;
    positions_[m] = static_cast<std::uint32_t>(positions_[j] + (m - j) + code(outof));
    between(j, m);
    between(m, k);
  }

  std::string bytes_;
  std::size_t at_ = 0;
  std::vector<std::uint32_t> positions_;
};

TEST(PositionList, HasOnlyTheLastPositionWhenThereIsOne) {
  EXPECT_EQ(encoded({0}), "\0"s);
  EXPECT_EQ(encoded({5}), "\x05");
  EXPECT_EQ(encoded({300}), "\xAC\x02");
}

TEST(PositionList, NeedsNoBitsForWhatIsKnown) {
  // First out of last: 0 out of 1; count - 2 out of 1: nothing to say.
  EXPECT_EQ(encoded({0, 1}), "\x01");
  // 1 out of 2 takes one bit, count - 2 out of 1 none.
  EXPECT_EQ(encoded({1, 2}), "\x02\x01");
}

TEST(PositionList, DecodesToTheSamePositions) {
  for (std::uint32_t seed = 1; seed <= 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const std::uint32_t range = 2 + static_cast<std::uint32_t>(random() >> random() % 31);
    std::set<std::uint32_t> positions;
    for (auto n = 1 + random() % (seed % 50 == 0 ? 5000 : 40); n > 0; --n) {
      positions.insert(static_cast<std::uint32_t>(random()) % range);
    }
    if (seed % 7 == 0) positions.insert(0xFFFFFFFF);
    const std::vector<std::uint32_t> list(positions.begin(), positions.end());
    // The code of {0, 1} is as short as that of {1}: the format cannot tell them apart, nor can its readers.
    if (list == std::vector<std::uint32_t>{0, 1}) continue;
    ASSERT_EQ(Decoder(encoded(list)).decode(), list);
  }
}

}  // namespace
}  // namespace dateline::indexer::glass
