#include "indexer/identity/grouping/text_keys.h"

#include <algorithm>

namespace dateline::indexer {
namespace {

/// Each text stands under its part of four days and the next one, so any two days within 3 share a part.
constexpr std::int32_t kDaysOfAPart = 4;
constexpr std::int32_t kUndated = -1;  // no part of the days of any press

std::uint64_t scramble(std::uint64_t x) {
  x ^= x >> 31;
  x *= 0x7FB5D329728EA185ULL;
  x ^= x >> 27;
  x *= 0x81DADEF4BC2DD44DULL;
  return x ^ (x >> 33);
}

std::uint32_t key_of(const Fingerprint& text, std::size_t quarter, std::int32_t days) {
  const std::uint64_t least = std::uint64_t{text.minima[quarter]} << 32 | static_cast<std::uint32_t>(days);
  return static_cast<std::uint32_t>(scramble(least ^ quarter << 13) >> 32);
}

/// Without a day, for texts nearly alike of which one has no date.
std::uint32_t dayless_key(const Fingerprint& text) {
  const std::uint64_t least = std::uint64_t{text.minima[0]} << 32 | text.minima[1];
  return static_cast<std::uint32_t>(scramble(least ^ 0x5DEECE66DULL) >> 32);
}

}  // namespace

TextKeys::TextKeys(const Fingerprint& text) {
  if (std::size_t{text.plain_words} + text.fact_words < kMinNearWords) return;
  const bool dated = text.day != Fingerprint::kNoDay;
  const std::int32_t part = (text.day - (text.day < 0 ? kDaysOfAPart - 1 : 0)) / kDaysOfAPart;
  for (std::size_t quarter = 0; quarter < kMinima; ++quarter) {
    if (!dated) {
      keys_[count_++] = key_of(text, quarter, kUndated);
      continue;
    }
    // Twice the number, so that none is kUndated.
    keys_[count_++] = key_of(text, quarter, 2 * part);
    keys_[count_++] = key_of(text, quarter, 2 * (part + 1));
  }
  keys_[count_++] = dayless_key(text);
  const auto end = keys_.begin() + static_cast<std::ptrdiff_t>(count_);
  std::sort(keys_.begin(), end);
  count_ = static_cast<std::size_t>(std::unique(keys_.begin(), end) - keys_.begin());
}

bool TextKeys::has(std::uint32_t key) const { return std::binary_search(begin(), end(), key); }

}  // namespace dateline::indexer
