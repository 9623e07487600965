#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace dateline {

/// Eight bytes of a text in one number, the first one lowest: looks at eight characters in a few steps, and
/// finds the end of a word without a branch for each letter of it.
namespace eight_bytes {

inline constexpr std::size_t kBytes = 8;
inline constexpr std::uint64_t kLowBits = 0x7F7F7F7F7F7F7F7F;
inline constexpr std::uint64_t kHighBits = 0x8080808080808080;
inline constexpr std::uint64_t kCaseBits = 0x2020202020202020;

static_assert(std::endian::native == std::endian::little, "load() would have to turn the bytes around");

/// The bytes from `at` on; all eight may be read.
inline std::uint64_t load(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, kBytes);
  return bytes;
}

inline void store(char* at, std::uint64_t bytes) { std::memcpy(at, &bytes, kBytes); }

/// The high bit of each byte that is from `first` to `last`, which are ASCII.
constexpr std::uint64_t within(std::uint64_t bytes, unsigned char first, unsigned char last) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const std::uint64_t low = bytes & kLowBits;
  const std::uint64_t reaches = low + kOnes * (0x80U - first);
  const std::uint64_t exceeds = low + kOnes * (0x7FU - last);
  return reaches & ~exceeds & ~bytes & kHighBits;
}

/// The same for letters of ASCII, and for its digits.
constexpr std::uint64_t letters(std::uint64_t bytes) { return within(bytes | kCaseBits, 'a', 'z'); }
constexpr std::uint64_t digits(std::uint64_t bytes) { return within(bytes, '0', '9'); }

/// How many bytes from the first on have their high bit set in `marks` (0..8), which has no other bits.
constexpr std::size_t leading(std::uint64_t marks) {
  return static_cast<std::size_t>(std::countr_zero(marks ^ kHighBits)) / 8;
}

}  // namespace eight_bytes
}  // namespace dateline
