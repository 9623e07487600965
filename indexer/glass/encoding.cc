#include "indexer/glass/encoding.h"

#include <bit>

namespace dateline::indexer::glass {

// order_prefix reads the bytes as they lie in memory and swaps them.
static_assert(std::endian::native == std::endian::little);

void append_last_integer(std::string& out, std::uint64_t n) {
  for (; n != 0; n >>= 8) out.push_back(static_cast<char>(n));
}

char* put_sortable(char* out, std::uint32_t n) {
  if (n < (1U << 15)) {
    put_be16(out, n);
    return out + 2;
  }
  if (n < (1U << 22)) {
    *out++ = static_cast<char>(0x80 | (n >> 16));
    put_be16(out, n & 0xFFFF);
    return out + 2;
  }
  if (n < (1U << 29)) {
    put_be32(out, 0xC0000000U | n);
    return out + 4;
  }
  *out++ = static_cast<char>(0xE0);
  put_be32(out, n);
  return out + 4;
}

void append_sortable(std::string& out, std::uint32_t n) {
  char buffer[5];
  out.append(buffer, static_cast<std::size_t>(put_sortable(buffer, n) - buffer));
}

void append_escaped(std::string& out, std::string_view bytes, bool terminated) {
  for (;;) {
    const std::size_t nul = bytes.find('\0');
    if (nul == std::string_view::npos) break;
    out.append(bytes.substr(0, nul + 1));
    out.push_back(static_cast<char>(0xFF));
    bytes.remove_prefix(nul + 1);
  }
  out.append(bytes);
  if (terminated) out.push_back('\0');
}

}  // namespace dateline::indexer::glass
