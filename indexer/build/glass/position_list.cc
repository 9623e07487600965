#include "indexer/build/glass/position_list.h"

#include <bit>
#include <cstring>

#include "indexer/build/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

/// Fills bytes from their least significant bit.
class BitWriter {
 public:
  explicit BitWriter(char* out) : out_(out) {}

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

  char* finish() {
    std::memcpy(out_, &pending_, sizeof pending_);
    return out_ + (held_ + 7) / 8;
  }

 private:
  void put(std::uint64_t value, int bits) {
    pending_ |= value << held_;  // at most 31 held bits and 32 new ones
    held_ += bits;
    if (held_ < 32) return;
    std::memcpy(out_, &pending_, sizeof(std::uint32_t));
    out_ += sizeof(std::uint32_t);
    pending_ >>= 32;
    held_ -= 32;
  }

  char* out_;
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

char* put_position_list(char* out, std::span<const std::uint32_t> positions) {
  out = put_varint(out, positions.back());
  if (positions.size() == 1) return out;
  BitWriter bits(out);
  const std::uint32_t first = positions.front();
  const std::uint32_t last = positions.back();
  bits.encode(first, last);
  bits.encode(static_cast<std::uint32_t>(positions.size() - 2), last - first);
  encode_between(bits, positions, 0, positions.size() - 1);
  return bits.finish();
}

}  // namespace dateline::indexer::glass
