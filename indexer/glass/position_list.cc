#include "indexer/glass/position_list.h"

#include <bit>

#include "indexer/glass/bit_writer.h"
#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

/// `value` of the range 0..`outof` - 1 in the truncated binary code of the format.
void encode(BitWriter& out, std::uint32_t value, std::uint32_t outof) {
  const auto bits = static_cast<unsigned>(std::bit_width(outof - 1));
  const std::uint64_t spare = (std::uint64_t{1} << bits) - outof;
  const std::uint64_t middle = (outof - spare) / 2;
  if (spare == 0 || value < middle) {
    out.put(value, bits);
  } else if (value < middle + spare) {
    out.put(value, bits - 1);
  } else {
    out.put((value - middle - spare) | (std::uint64_t{1} << (bits - 1)), bits);
  }
}

/// Codes the positions strictly between indexes `first` and `last`; depth is logarithmic in their number.
void encode_between(BitWriter& bits, std::span<const std::uint32_t> positions, std::size_t first,
                    std::size_t last) {
  while (first + 1 < last) {
    const std::size_t middle = first + (last - first) / 2;
    // Each position between takes at least 1, so that much of the distance is known beforehand.
    const auto outof = positions[last] - positions[first] - static_cast<std::uint32_t>(last - first) + 1;
    const auto value = positions[middle] - positions[first] - static_cast<std::uint32_t>(middle - first);
    encode(bits, value, outof);
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
  encode(bits, first, last);
  encode(bits, static_cast<std::uint32_t>(positions.size() - 2), last - first);
  encode_between(bits, positions, 0, positions.size() - 1);
  return bits.end();
}

}  // namespace dateline::indexer::glass
