#include "indexer/glass/letter_deflate.h"

#include <algorithm>
#include <cstring>

#include "indexer/glass/bit_writer.h"

namespace dateline::indexer::glass {
namespace {

constexpr std::size_t kMaxPlainBytes = std::size_t{1} << 14;
constexpr unsigned kMaxCodeBits = 15;
constexpr unsigned kMaxHeaderCodeBits = 7;
constexpr std::uint64_t kLastDynamicBlock = 1 | 2 << 1;
constexpr std::size_t kHeaderSymbols = 19;
constexpr std::uint8_t kRepeat = 16;     ///< the length before, 3 to 6 times
constexpr std::uint8_t kFewZeros = 17;   ///< 3 to 10
constexpr std::uint8_t kManyZeros = 18;  ///< 11 to 138
constexpr std::array<std::uint8_t, kHeaderSymbols> kHeaderOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                                   11, 4,  12, 3, 13, 2, 14, 1, 15};

constexpr unsigned extra_bits(std::uint8_t symbol) {
  switch (symbol) {
    case kRepeat:
      return 2;
    case kFewZeros:
      return 3;
    case kManyZeros:
      return 7;
    default:
      return 0;
  }
}

/// Replaces the weights of symbols, ascending, by the lengths of their codes (Moffat and Katajainen, 1995).
/// At least two.
void weights_to_lengths(std::vector<std::uint32_t>& a) {
  const std::size_t n = a.size();
  std::size_t leaf = 0;
  std::size_t root = 0;
  // Inner nodes: first their weights, then where their parents are.
  for (std::size_t next = 0; next + 1 < n; ++next) {
    const auto take = [&] {
      if (leaf >= n || (root < next && a[root] < a[leaf])) {
        const std::uint32_t weight = a[root];
        a[root++] = static_cast<std::uint32_t>(next);
        return weight;
      }
      return a[leaf++];
    };
    const std::uint32_t first = take();
    a[next] = first + take();
  }
  // Their depths, from the root.
  a[n - 2] = 0;
  for (std::size_t next = n - 2; next-- > 0;) a[next] = a[a[next]] + 1;
  // The depths of the leaves.
  std::size_t available = 1;
  std::size_t inner = n - 1;  // those not yet counted end before this
  std::size_t out = n;
  for (std::uint32_t depth = 0; available > 0; ++depth) {
    std::size_t used = 0;
    for (; inner > 0 && a[inner - 1] == depth; --inner) ++used;
    for (; available > used; --available) a[--out] = depth;
    available = 2 * used;
  }
}

/// The lower 16 bits in reverse order.
std::uint32_t reversed(std::uint32_t n) {
  n = (n >> 1 & 0x5555U) | (n & 0x5555U) << 1;
  n = (n >> 2 & 0x3333U) | (n & 0x3333U) << 2;
  n = (n >> 4 & 0x0F0FU) | (n & 0x0F0FU) << 4;
  return n >> 8 | (n & 0x00FFU) << 8;
}

}  // namespace

/// Orders by weight, then symbol; weights are less than 2^14.
void LetterDeflater::order_by_weight() {
  constexpr unsigned kDigitBits = 7;
  constexpr std::uint32_t kDigitMask = (1U << kDigitBits) - 1;
  sorted_.resize(used_.size());
  for (const unsigned shift : {kSymbolBits, kSymbolBits + kDigitBits}) {
    std::array<std::uint32_t, kDigitMask + 2> ends{};
    for (const std::uint32_t entry : used_) ++ends[(entry >> shift & kDigitMask) + 1];
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
    for (const std::uint32_t entry : used_) sorted_[ends[entry >> shift & kDigitMask]++] = entry;
    used_.swap(sorted_);
  }
}

template <std::size_t kCount>
void LetterDeflater::make_codes(const std::array<std::uint32_t, kCount>& counts, unsigned most_bits,
                                Codes<kCount>& codes) {
  used_.resize(kCount);
  std::size_t used = 0;
  for (std::size_t symbol = 0; symbol < kCount; ++symbol) {
    used_[used] = static_cast<std::uint32_t>(counts[symbol] << kSymbolBits | symbol);
    used += counts[symbol] > 0 ? 1 : 0;
  }
  used_.resize(used);
  order_by_weight();
  // Halved weights stay in order and end as equal ones, whose codes are short enough.
  for (unsigned halved = 0;; ++halved) {
    weights_.clear();
    for (const std::uint32_t entry : used_) weights_.push_back((((entry >> kSymbolBits) - 1) >> halved) + 1);
    weights_to_lengths(weights_);
    if (weights_.front() <= most_bits) break;
  }
  codes.lengths.fill(0);
  std::array<std::uint32_t, kMaxCodeBits + 2> next{};  // the code of each length that comes next
  for (std::size_t i = 0; i < used; ++i) {
    codes.lengths[used_[i] & kSymbolMask] = static_cast<std::uint8_t>(weights_[i]);
    ++next[weights_[i] + 1];
  }
  for (std::size_t length = 1; length < next.size(); ++length)
    next[length] = (next[length] + next[length - 1]) << 1;
  // In the order of the symbols. A stream has the highest bit of a code first.
  for (std::size_t symbol = 0; symbol < kCount; ++symbol) {
    const unsigned length = codes.lengths[symbol];
    codes.bits[symbol] = static_cast<std::uint16_t>(reversed(next[length]++) >> (16 - length));
  }
}

/// Fills runs_ with the lengths of all symbols and of one distance that does not occur.
void LetterDeflater::list_runs() {
  runs_.clear();
  const auto length_at = [this](std::size_t i) { return i < kSymbols ? codes_.lengths[i] : std::uint8_t{0}; };
  constexpr std::size_t kLengths = kSymbols + 1;
  for (std::size_t i = 0; i < kLengths;) {
    const std::uint8_t length = length_at(i);
    std::size_t end = i + 1;
    while (end < kLengths && length_at(end) == length) ++end;
    if (length != 0) {
      runs_.push_back({length, 0});
      ++i;
    }
    while (i < end) {
      const std::size_t left = end - i;
      const auto put = [&](std::uint8_t symbol, std::size_t fewest, std::size_t most) {
        const std::size_t count = std::min(left, most);
        runs_.push_back({symbol, static_cast<std::uint8_t>(count - fewest)});
        i += count;
      };
      if (left < 3) {
        put(length, 1, 1);
      } else if (length != 0) {
        put(kRepeat, 3, 6);
      } else if (left < 11) {
        put(kFewZeros, 3, 10);
      } else {
        put(kManyZeros, 11, 138);
      }
    }
  }
}

std::string_view LetterDeflater::deflate(std::string_view plain) {
  if (plain.empty() || plain.size() >= kMaxPlainBytes) return {};
  counts_.fill(0);
  counts_[kEnd] = 1;
  for (const char c : plain) ++counts_[static_cast<unsigned char>(c)];
  make_codes(counts_, kMaxCodeBits, codes_);
  list_runs();
  std::array<std::uint32_t, kHeaderSymbols> header_counts{};
  for (const Run& run : runs_) ++header_counts[run.symbol];
  Codes<kHeaderSymbols> header{};
  make_codes(header_counts, kMaxHeaderCodeBits, header);
  std::size_t header_codes = kHeaderSymbols;
  while (header_codes > 4 && header.lengths[kHeaderOrder[header_codes - 1]] == 0) --header_codes;

  std::uint64_t bits = 3 + 5 + 5 + 4 + 3 * header_codes;
  for (const Run& run : runs_) bits += header.lengths[run.symbol] + extra_bits(run.symbol);
  for (std::size_t symbol = 0; symbol < kSymbols; ++symbol)
    bits += std::uint64_t{counts_[symbol]} * codes_.lengths[symbol];
  const auto size = static_cast<std::size_t>((bits + 7) / 8);
  if (size >= plain.size()) return {};
  if (out_.size() < size + sizeof(std::uint64_t)) out_.resize(2 * size + sizeof(std::uint64_t));

  BitWriter writer(out_.data());
  writer.put(kLastDynamicBlock, 3);
  writer.put(0, 5);  // no lengths of repeats
  writer.put(0, 5);  // one distance, which is the least
  writer.put(header_codes - 4, 4);
  for (std::size_t i = 0; i < header_codes; ++i) writer.put(header.lengths[kHeaderOrder[i]], 3);
  for (const Run& run : runs_) {
    const unsigned length = header.lengths[run.symbol];
    writer.put(header.bits[run.symbol] | std::uint64_t{run.extra} << length, length + extra_bits(run.symbol));
  }
  // Three codes at a time: 45 bits at most.
  const auto* at = reinterpret_cast<const unsigned char*>(plain.data());
  const unsigned char* const end = at + plain.size();
  for (; end - at >= 3; at += 3) {
    const unsigned second = codes_.lengths[at[0]];
    const unsigned third = second + codes_.lengths[at[1]];
    writer.put(codes_.bits[at[0]] | std::uint64_t{codes_.bits[at[1]]} << second |
                   std::uint64_t{codes_.bits[at[2]]} << third,
               third + codes_.lengths[at[2]]);
  }
  for (; at != end; ++at) writer.put(codes_.bits[*at], codes_.lengths[*at]);
  writer.put(codes_.bits[kEnd], codes_.lengths[kEnd]);
  return std::string_view(out_).substr(0, size);
}

}  // namespace dateline::indexer::glass
