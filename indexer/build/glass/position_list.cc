#include "indexer/build/glass/position_list.h"

#include <bit>

#include "indexer/build/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

/// Fills bytes from their least significant bit.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}

  /// `value` of the range 0..`outof` - 1 in the truncated binary code of the format.
  void encode(std::uint32_t value, std::uint32_t outof) {
    const int bits = std::bit_width(outof - 1);
    const std::uint64_t spare = (std::uint64_t{1} << bits) - outof;
    const std::uint64_t middle = (outof - spare) / 2;
    if (spare == 0 || value < middle) {
      put(value, bits);
    } else if (value < middle + spare) {
      put(value, bits - 1);
    } else {
      put((value - middle - spare) | (std::uint64_t{1} << (bits - 1)), bits);
    }
  }

  void finish() {
    if (held_ > 0) out_.push_back(static_cast<char>(pending_));
  }

 private:
  void put(std::uint64_t value, int bits) {
    pending_ |= value << held_;  // at most 7 held bits and 32 new ones
    for (held_ += bits; held_ >= 8; held_ -= 8) {
      out_.push_back(static_cast<char>(pending_));
      pending_ >>= 8;
    }
  }

  std::string& out_;
  std::uint64_t pending_ = 0;
  int held_ = 0;
};

/// Codes the positions strictly between indexes `first` and `last`; depth is logarithmic in their number.
void encode_between(BitWriter& bits, std::span<const std::uint32_t> positions, std::size_t first,
                    std::size_t last) {
  while (first + 1 < last) {
    const std::size_t middle = first + (last - first) / 2;
    // Each position between takes at least 1, so that much of the distance is known beforehand.
    const auto outof = positions[last] - positions[first] - static_cast<std::uint32_t>(last - first) + 1;
    const auto value = positions[middle] - positions[first] - static_cast<std::uint32_t>(middle - first);
    bits.encode(value, outof);
    encode_between(bits, positions, first, middle);
    first = middle;
  }
}

}  // namespace

void append_position_list(std::string& out, std::span<const std::uint32_t> positions) {
  append_varint(out, positions.back());
  if (positions.size() == 1) return;
  BitWriter bits(out);
  const std::uint32_t first = positions.front();
  const std::uint32_t last = positions.back();
  bits.encode(first, last);
  bits.encode(static_cast<std::uint32_t>(positions.size() - 2), last - first);
  encode_between(bits, positions, 0, positions.size() - 1);
  bits.finish();
}

}  // namespace dateline::indexer::glass
