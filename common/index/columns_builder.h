#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/index/columns.h"
#include "common/index/columns_file.h"
#include "common/index/docid.h"
#include "common/index/schema.h"
#include "common/result.h"

namespace dateline::index {

/// Collects the facet columns of a segment while it is built. Rows may come in any order of docid. Not
/// thread-safe. Memory: about 70 bytes an article and each distinct value once.
class ColumnsBuilder {
 public:
  ColumnsBuilder() = default;
  /// No docid of the segment is lower than `first`, 1 by default.
  explicit ColumnsBuilder(Docid first) : first_(first) {}

  /// The value of a facet; an empty value is none. kFlag takes several values, the others keep the last.
  /// Facet::kCopies has no values: it follows from the groups.
  void add(Facet facet, Docid docid, std::string_view value);
  void set(NumberColumn column, Docid docid, std::uint32_t value);
  /// kGroup and both halves of the group's name. Every article has a group.
  void set_group(Docid docid, GroupNumber group, std::uint64_t name);
  void set_id(Docid docid, ArticleId id);
  /// That of another address of the article.
  void add_other_id(Docid docid, ArticleId id);
  /// Forgets an article that was dropped; its docid is not used again.
  void clear(Docid docid);
  /// Takes over the living articles from `first` to `last` of `columns`, for a segment that is merged.
  void load(const Columns& columns, Docid first, Docid last);
  /// Takes over articles of another builder under other docids: `docids[i]` is that of its row i, 0 where it
  /// is not taken. An article and the one that its group is named by are taken together.
  void take(const ColumnsBuilder& from, std::span<const Docid> docids);

  /// Articles by value of a facet other than kFlag and kCopies, "" for none. Every article has a value of
  /// kConfidence, which tells it from a docid that is not used.
  std::map<std::string, std::uint64_t> count(Facet facet) const;
  /// The sum of a column.
  std::uint64_t sum(NumberColumn column) const;
  /// Number of different numbers of a column, 0 not counted.
  std::uint64_t distinct(NumberColumn column) const;

  /// Held by now, dictionaries apart.
  std::size_t memory_bytes() const;

  /// Writes the columns, synced to disk; `last` is the last docid of the segment (`first` - 1: it has none).
  /// A System error names the file.
  Status write(const std::filesystem::path& file, Docid last) const;

 private:
  struct Ordinals {
    std::unordered_map<std::string, std::uint32_t> dictionary;  ///< value -> 1-based, in order of arrival
    std::vector<std::uint32_t> rows;                            ///< unused for kFlag
  };
  std::uint32_t row_of(Docid docid) const { return docid - first_; }
  std::uint32_t ordinal_of(Ordinals& column, std::string_view value);
  bool is_cleared(std::uint32_t row) const { return row < cleared_.size() && cleared_[row]; }

  Docid first_ = 1;
  std::array<Ordinals, kStoredFacetCount> facets_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> flags_;  ///< row, ordinal of kFlag
  std::array<std::vector<std::uint32_t>, kNumberColumnCount> numbers_;
  std::vector<std::pair<std::uint32_t, ArticleId>> other_ids_;  ///< row, id
  std::vector<bool> cleared_;  ///< rows whose flags and other ids are no more
};

}  // namespace dateline::index
