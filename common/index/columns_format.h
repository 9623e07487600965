#pragma once

#include <cstdint>

/// The file of facet columns, byte by byte; docs/index-layout.md says it in words. All numbers little-endian.
///
/// Header, entries, dictionaries: this is the head, whose hash is compared when the file is opened. Behind it
/// the rows.
namespace dateline::index::columns_format {

inline constexpr char kMagic[8] = {'D', 'L', 'C', 'O', 'L', 'S', '0', '2'};

struct Header {
  char magic[8];
  std::uint32_t first;    ///< docid of the first row
  std::uint32_t rows;     ///< last docid - first + 1
  std::uint32_t columns;  ///< number of Entry records that follow
  std::uint32_t unused;
  std::uint64_t head;       ///< where the rows begin
  std::uint64_t size;       ///< of the whole file
  std::uint64_t head_hash;  ///< XXH3-64 of all bytes from behind the header to `head`
  std::uint64_t hash;       ///< XXH3-64 of all bytes behind the header
};
static_assert(sizeof(Header) == 56);

enum Shape : std::uint32_t {
  kOrdinals = 0,  ///< `rows` ordinals of `width` bytes, and a dictionary
  kLists = 1,     ///< rows + 1 u32 ends, then u32 ordinals, and a dictionary
  kNumbers = 2,   ///< `rows` u32
  kPairs = 3,     ///< for each pair a row, and a number of 64 bits as two halves, the lower first: 3 u32
};

struct Entry {
  char name[16];  ///< padded with NUL
  std::uint32_t shape;
  std::uint32_t width;       ///< 1, 2 or 4
  std::uint64_t data;        ///< offset in the file, a multiple of 8
  std::uint64_t data_size;   ///< bytes
  std::uint64_t dictionary;  ///< offset of u32 ends[count], u32 articles[count], then the bytes of the values
  std::uint32_t dictionary_count;
  std::uint32_t dictionary_bytes;  ///< of the values
};
static_assert(sizeof(Entry) == 56);

}  // namespace dateline::index::columns_format
