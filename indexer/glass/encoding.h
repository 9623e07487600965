#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// The primitive encodings of the glass format (format number 2016-03-14, Xapian 1.4.0 and later).
/// `docs/index-layout.md` says where each of them stands. All functions are pure.
namespace dateline::indexer::glass {

inline constexpr std::size_t kMaxVarintBytes = 10;
inline constexpr std::size_t kMaxKeyBytes = 255;
inline constexpr std::size_t kMaxTermBytes = 245;

/// 7 bits a byte, least significant group first, bit 7 on all but the last. Returns the end.
inline char* put_varint(char* out, std::uint64_t n) {
  while (n >= 0x80) {
    *out++ = static_cast<char>(n | 0x80);
    n >>= 7;
  }
  *out++ = static_cast<char>(n);
  return out;
}

inline void append_varint(std::string& out, std::uint64_t n) {
  char buffer[kMaxVarintBytes];
  out.append(buffer, static_cast<std::size_t>(put_varint(buffer, n) - buffer));
}

/// Reads a varint from [at, end); the new position, or nullptr when it is cut short or does not fit 64 bits.
inline const char* get_varint(const char* at, const char* end, std::uint64_t& n) {
  n = 0;
  for (unsigned shift = 0; at != end && shift < 64; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at++);
    n |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return at;
  }
  return nullptr;
}

/// varint(length), then the bytes.
inline void append_sized(std::string& out, std::string_view bytes) {
  append_varint(out, bytes.size());
  out.append(bytes);
}

/// Little-endian without trailing zero bytes (0 is empty); only at the end of a string.
void append_last_integer(std::string& out, std::uint64_t n);

/// Order-preserving, 2 to 5 bytes, the shortest form. Returns the end.
char* put_sortable(char* out, std::uint32_t n);
void append_sortable(std::string& out, std::uint32_t n);

/// Order-preserving string: NUL becomes 00 FF. `terminated` adds the final 00 that must stand when more
/// follows.
void append_escaped(std::string& out, std::string_view bytes, bool terminated);

/// Length of the escaped form without its terminator.
inline std::size_t escaped_bytes(std::string_view bytes) {
  std::size_t n = bytes.size();
  for (const char c : bytes) n += c == '\0';
  return n;
}

inline void put_be16(char* out, std::size_t n) {
  out[0] = static_cast<char>(n >> 8);
  out[1] = static_cast<char>(n);
}

inline void put_be32(char* out, std::uint32_t n) {
  put_be16(out, n >> 16);
  put_be16(out + 2, n & 0xFFFF);
}

/// memcpy for what is mostly up to 16 bytes long: two moves that may overlap instead of a call.
inline void copy_short(char* to, const char* from, std::size_t n) {
  const auto both_ends = [&](auto piece) {
    auto last = piece;
    std::memcpy(&piece, from, sizeof piece);
    std::memcpy(&last, from + n - sizeof last, sizeof last);
    std::memcpy(to, &piece, sizeof piece);
    std::memcpy(to + n - sizeof last, &last, sizeof last);
  };
  if (n > 16) {
    std::memcpy(to, from, n);
  } else if (n >= 8) {
    both_ends(std::uint64_t{});
  } else if (n >= 4) {
    both_ends(std::uint32_t{});
  } else if (n >= 2) {
    both_ends(std::uint16_t{});
  } else if (n == 1) {
    *to = *from;
  }
}

/// The first 8 bytes as a little-endian number, padded with zeros.
inline std::uint64_t first_bytes(std::string_view bytes) {
  const char* const at = bytes.data();
  const std::size_t n = bytes.size();
  if (n >= 8) {
    std::uint64_t all = 0;
    std::memcpy(&all, at, sizeof all);
    return all;
  }
  if (n >= 4) {  // two loads that may overlap, instead of a call
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::memcpy(&low, at, sizeof low);
    std::memcpy(&high, at + n - sizeof high, sizeof high);
    return low | std::uint64_t{high} << (n - sizeof high) * 8;
  }
  if (n == 0) return 0;
  const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])} << i * 8; };
  return byte(0) | byte(n / 2) | byte(n - 1);
}

/// The first 8 bytes as a big-endian number, padded with zeros: unequal numbers order as the strings do.
inline std::uint64_t order_prefix(std::string_view bytes) { return __builtin_bswap64(first_bytes(bytes)); }

}  // namespace dateline::indexer::glass
