#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace dateline::indexer {

/// What is remembered of an index so that additions go on where it ended: facts, each under a number. Entries
/// are articles in the order in which they were first met; texts are numbered in that order too.
enum class FactKind : std::uint8_t {
  kEntry,        ///< entry -> what is known of the article and its captures
  kEntryOfId,    ///< an id of the article -> entry
  kEntryOfTwin,  ///< what articles under two schemes of addresses share -> entries
  kEntryOfFile,  ///< number of an input file -> entries that it has captured
  kText,         ///< text -> its hash, group, articles and their fingerprints
  kTextOfHash,   ///< hash of a text -> text
  kTextNear,     ///< key of texts nearly alike -> texts, and some that had it once
  kFile,         ///< number of an input file -> the file as it was
  kFileOfPath,   ///< hash of its path -> numbers of input files
  kTotals,       ///< 0 -> counts of all that
};
inline constexpr std::size_t kFactKinds = 10;

/// How facts of a kind are kept.
struct FactShape {
  bool is_wide = false;   ///< the numbers have 64 bits, else 32
  bool has_blob = false;  ///< the value is bytes, else a number
  bool is_many = false;   ///< a number may have several values, else the newest counts
};

inline constexpr std::array<FactShape, kFactKinds> kFactShapes{{
    {false, true, false},  // kEntry
    {true, false, false},  // kEntryOfId
    {true, false, true},   // kEntryOfTwin
    {false, false, true},  // kEntryOfFile
    {false, true, false},  // kText
    {true, false, false},  // kTextOfHash
    {false, false, true},  // kTextNear
    {false, true, false},  // kFile
    {true, false, true},   // kFileOfPath
    {false, true, false},  // kTotals
}};

constexpr const FactShape& shape_of(FactKind kind) { return kFactShapes[static_cast<std::size_t>(kind)]; }

/// One to one, so that neighbouring numbers lie apart.
constexpr std::uint64_t scattered(FactKind kind, std::uint64_t key) {
  if (shape_of(kind).is_wide) {
    key ^= key >> 32;
    key *= 0x9E3779B97F4A7C15;
    key ^= key >> 29;
    return key * 0xBF58476D1CE4E5B9;
  }
  auto half = static_cast<std::uint32_t>(key);
  half ^= half >> 16;
  half *= 0x85EBCA6BU;
  half ^= half >> 13;
  return half * 0xC2B2AE35U;
}

}  // namespace dateline::indexer
