#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/index/docid.h"
#include "common/index/schema.h"
#include "common/result.h"

namespace dateline::index {

/// Numbers kept beside the facets, one per article; 0 is "none".
enum class NumberColumn : std::uint8_t {
  kPublished,      ///< first day of the publication date as YYYYMMDD
  kGroup,          ///< number of the group of equal or nearly equal texts; every article has one
  kGroupNameLow,   ///< lower half of the hash of its first article's text, the same in every index (XXH3-64)
  kGroupNameHigh,  ///< upper half
  kPublishedTo,  ///< last day of the publication date as YYYYMMDD: another than the first for a month or year
  kWords,        ///< words of title and body (text::count_words)
  kFirstCaptured,  ///< day of the oldest capture as YYYYMMDD
  kCaptures,       ///< number of captures
  kIdLow,          ///< lower half of the article's id
  kIdHigh,         ///< upper half
};
inline constexpr std::size_t kNumberColumnCount = 10;

/// Facets that have a column. Those from Facet::kCopies on have none: they follow from the groups, and from
/// the ledger.
inline constexpr std::size_t kStoredFacetCount = static_cast<std::size_t>(Facet::kCopies);

/// The file of facet columns in the folder of a segment.
inline constexpr std::string_view kColumnsFile = "columns.dateline";

/// The columns of one segment as they were written, mapped into memory: row 0 is the article of docid
/// `first`. Immutable, thread-safe; views live as long as the object. The format is described in
/// docs/index-layout.md.
class ColumnsFile {
 public:
  /// An Index error when the file is missing, damaged or of another version. Looks at the head of the file:
  /// O(distinct values), whatever the number of rows.
  /// `hash` is the XXH3-64 that the whole file must have, where that is known.
  static Result<std::shared_ptr<const ColumnsFile>> open(const std::filesystem::path& file,
                                                         std::optional<std::uint64_t> hash = {});

  Docid first() const { return first_; }
  std::uint32_t rows() const { return rows_; }

  /// Number of distinct values of a facet; their ordinals are 1..value_count in byte order of the values.
  std::uint32_t value_count(Facet facet) const { return column(facet).dictionary_size; }
  std::string_view value(Facet facet, std::uint32_t ordinal) const;
  /// Articles that have a value; 0 for ordinal 0.
  std::uint32_t articles(Facet facet, std::uint32_t ordinal) const;

  /// Ordinal of a row's value, 0 for none and for rows that there are not. Not for kFlag.
  std::uint32_t ordinal(Facet facet, std::uint32_t row) const;
  std::span<const std::uint32_t> flags(std::uint32_t row) const;
  /// By row.
  const std::uint32_t* numbers(NumberColumn column) const {
    return numbers_[static_cast<std::size_t>(column)];
  }
  /// A further id of an article: that of another address.
  struct OtherId {
    std::uint32_t row = 0;
    ArticleId id;
  };
  std::vector<OtherId> other_ids() const;

  /// Adds to `counts[ordinal]` (index 0: none; size value_count + 1 at least) for each docid; the row of a
  /// docid is docid - `shift`.
  void count(Facet facet, std::span<const Docid> docids, Docid shift,
             std::vector<std::uint64_t>& counts) const;

  /// Reads the whole file and compares its checksum, or the hash that it must have, the first time.
  Status verify() const;

  /// A copy of numbers in memory of its own, which may be changed; only pages that are changed take memory.
  struct Changeable {
    std::shared_ptr<void> owner;
    std::array<std::uint32_t*, kNumberColumnCount> numbers{};  ///< by row
  };
  Result<Changeable> changeable() const;

 private:
  struct Column {
    std::uint32_t width = 0;  ///< bytes of a row
    const std::uint8_t* data = nullptr;
    std::uint32_t dictionary_size = 0;
    const std::uint32_t* ends = nullptr;      ///< of the values in `bytes`
    const std::uint32_t* articles = nullptr;  ///< that have each value
    const char* bytes = nullptr;
    std::uint64_t list_size = 0;  ///< ordinals behind the ends of a column of lists
  };
  const Column& column(Facet facet) const { return facets_[static_cast<std::size_t>(facet)]; }

  std::filesystem::path path_;
  std::shared_ptr<const void> mapping_;
  std::size_t size_ = 0;
  Docid first_ = 1;
  std::uint32_t rows_ = 0;
  std::array<Column, kStoredFacetCount> facets_;
  std::array<const std::uint32_t*, kNumberColumnCount> numbers_{};
  std::span<const std::uint32_t> other_ids_;  ///< three for each
  std::optional<std::uint64_t> hash_;
  mutable std::atomic<bool> verified_{false};
};

}  // namespace dateline::index
