#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "indexer/identity/fact_kinds.h"

/// A table of facts, byte by byte; all numbers little-endian. The header, then for each kind its facts (key
/// of 4 or 8 bytes and value of 4), its directory (the place of the first fact of each part of the keys, u32)
/// and its bytes (a varint of the length before each), then an XXH3-64 of each block of what comes before,
/// and an XXH3-64 of these.
namespace dateline::indexer::fact_format {

inline constexpr char kMagic[8] = {'D', 'L', 'F', 'A', 'C', 'T', '0', '2'};
inline constexpr std::size_t kBlockBytes = 4096;
/// Facts for each part of the directory, about.
inline constexpr std::uint32_t kFactsOfAPart = 16;

struct Section {
  std::uint32_t count;
  std::uint32_t bits;
  std::uint64_t entries;
  std::uint64_t directory;
  std::uint64_t blobs;
  std::uint64_t blob_bytes;
};
static_assert(sizeof(Section) == 40);

struct Header {
  char magic[8];
  std::uint64_t data_bytes;  ///< all that has checksums
  std::array<Section, kFactKinds> sections;
};
static_assert(sizeof(Header) == 16 + 40 * kFactKinds);

constexpr std::size_t entry_bytes(FactKind kind) { return shape_of(kind).is_wide ? 12 : 8; }
constexpr unsigned key_bits(FactKind kind) { return shape_of(kind).is_wide ? 64 : 32; }
constexpr std::uint64_t blocks(std::uint64_t bytes) { return (bytes + kBlockBytes - 1) / kBlockBytes; }

}  // namespace dateline::indexer::fact_format
