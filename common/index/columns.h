#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/index/schema.h"
#include "common/result.h"

namespace dateline::index {

/// Numbers kept beside the facets, one per document; 0 is "none".
enum class NumberColumn : std::uint8_t {
  kPublished,      ///< first day of the publication date as YYYYMMDD
  kGroup,          ///< docid of the first article of the group of equal or nearly equal texts
  kGroupNameLow,   ///< lower half of the hash of that article's text, the same in every index (XXH3-64)
  kGroupNameHigh,  ///< upper half
  kPublishedTo,  ///< last day of the publication date as YYYYMMDD: another than the first for a month or year
  kWords,        ///< words of title and body (text::count_words)
  kFirstCaptured,  ///< day of the oldest capture as YYYYMMDD
  kCaptures,       ///< number of captures
};
inline constexpr std::size_t kNumberColumnCount = 8;

/// The file of facet columns in the folder of a database.
inline constexpr std::string_view kColumnsFile = "columns.dateline";

class Columns;

/// Collects the facet columns of a database while it is built. Rows may come in any order of docid. Not
/// thread-safe. Memory: about 60 bytes a document and each distinct value once.
class ColumnsBuilder {
 public:
  /// The value of a facet; an empty value is none. kFlag takes several values, the others keep the last.
  /// Values of kCopies are not added: `write` makes them from kGroup.
  void add(Facet facet, std::uint32_t docid, std::string_view value);
  void set(NumberColumn column, std::uint32_t docid, std::uint32_t value);
  /// kGroup and both halves of the group's name.
  void set_group(std::uint32_t docid, std::uint32_t group, std::uint64_t name);
  /// Forgets a document that was dropped; its docid is not used again.
  void clear(std::uint32_t docid);
  /// Begins with all rows of `columns`. Before any other call.
  void load(const Columns& columns);

  /// Documents by value of a facet other than kFlag and kCopies, "" for none. Every article has a value of
  /// kConfidence, which tells it from a docid that is not used.
  std::map<std::string, std::uint64_t> count(Facet facet) const;
  /// Number of different numbers of a column, 0 not counted.
  std::uint64_t distinct(NumberColumn column) const;

  /// Held by now, dictionaries apart.
  std::size_t memory_bytes() const;

  /// Writes the columns, synced to disk; `last_docid` is that of the database. A System error names the file.
  Status write(const std::filesystem::path& file, std::uint32_t last_docid) const;

 private:
  struct Ordinals {
    std::unordered_map<std::string, std::uint32_t> dictionary;  ///< value -> 1-based, in order of arrival
    std::vector<std::uint32_t> rows;                            ///< by docid; unused for kFlag
  };
  std::uint32_t ordinal_of(Ordinals& column, std::string_view value);

  /// kCopies as the groups of the first `rows` documents make it.
  Ordinals copies(std::uint32_t rows) const;

  std::array<Ordinals, kFacetCount> facets_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> flags_;  ///< docid, ordinal of kFlag
  std::array<std::vector<std::uint32_t>, kNumberColumnCount> numbers_;
  std::vector<bool> cleared_;  ///< docids whose flags are no more
};

/// The ordinals of the flags of an article. A view.
class FlagList {
 public:
  FlagList() = default;
  /// `ordinals` gives the ordinal of each of `own`, which stand for themselves where it is empty.
  FlagList(std::span<const std::uint32_t> own, std::span<const std::uint32_t> ordinals)
      : own_(own), ordinals_(ordinals) {}

  /// The same by other ordinals.
  FlagList renumbered(std::span<const std::uint32_t> ordinals) const { return {own_, ordinals}; }

  std::size_t size() const { return own_.size(); }
  bool empty() const { return own_.empty(); }
  std::uint32_t operator[](std::size_t i) const {
    const std::uint32_t flag = own_[i];
    return ordinals_.empty() ? flag : flag < ordinals_.size() ? ordinals_[flag] : 0;
  }

  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = std::uint32_t;
    Iterator() = default;
    Iterator(const FlagList* list, std::size_t at) : list_(list), at_(at) {}
    std::uint32_t operator*() const { return (*list_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return {list_, at_++}; }
    bool operator==(const Iterator&) const = default;

   private:
    const FlagList* list_ = nullptr;
    std::size_t at_ = 0;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

 private:
  std::span<const std::uint32_t> own_;
  std::span<const std::uint32_t> ordinals_;
};

class JoinedColumns;

/// The columns of one database, mapped into memory, or of several. Immutable, thread-safe; views live as long
/// as the object. The file format is described in docs/index-layout.md.
class Columns {
 public:
  /// An Index error when the file is missing, damaged or of another version.
  static Result<Columns> open(const std::filesystem::path& file);

  /// The columns of several databases that are read as one, whose docids follow one another. Rows of
  /// `left_out`, ascending, are as if the docid were not used; `groups` is the column kGroup, a number for
  /// each row, with 0 for those rows.
  static Columns join(std::vector<Columns> parts, std::span<const std::uint32_t> left_out,
                      std::vector<std::uint32_t> groups);

  std::uint32_t rows() const { return rows_; }  ///< last docid + 1

  /// Number of distinct values of a facet; their ordinals are 1..value_count in byte order of the values.
  std::uint32_t value_count(Facet facet) const;
  std::string_view value(Facet facet, std::uint32_t ordinal) const;
  /// The ordinal of a value, 0 when no document has it.
  std::uint32_t find(Facet facet, std::string_view value) const;

  /// Ordinal of the document's value, 0 for none. For kFlag use `flags`.
  std::uint32_t ordinal(Facet facet, std::uint32_t docid) const;
  FlagList flags(std::uint32_t docid) const;

  std::uint32_t number(NumberColumn column, std::uint32_t docid) const;
  /// kGroupNameLow and kGroupNameHigh together.
  std::uint64_t group_name(std::uint32_t docid) const;
  /// All numbers of a column, by docid; `rows()` of them.
  std::span<const std::uint32_t> numbers(NumberColumn column) const {
    if (joined_) return joined_numbers(column);
    return {numbers_[static_cast<std::size_t>(column)], rows_};
  }

  /// Adds to `counts[ordinal]` (index 0: none; size value_count + 1) for each document. Cost: O(docids).
  void count(Facet facet, std::span<const std::uint32_t> docids, std::vector<std::uint64_t>& counts) const;

  /// Reads the whole file and compares its checksum.
  Status verify() const;

 private:
  struct Column {
    std::uint32_t width = 0;  ///< bytes of a row
    const std::uint8_t* data = nullptr;
    std::uint32_t dictionary_size = 0;
    const std::uint32_t* ends = nullptr;  ///< of the values in `bytes`
    const char* bytes = nullptr;
  };
  std::span<const std::uint32_t> joined_numbers(NumberColumn column) const;

  std::shared_ptr<const JoinedColumns> joined_;  ///< of several; then of what follows only `rows_` is used
  std::string path_;
  std::shared_ptr<const void> mapping_;
  std::size_t size_ = 0;
  std::uint32_t rows_ = 0;
  std::array<Column, kFacetCount> facets_;
  std::array<const std::uint32_t*, kNumberColumnCount> numbers_{};
};

}  // namespace dateline::index
