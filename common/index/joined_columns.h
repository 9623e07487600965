#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/columns.h"
#include "common/index/docid.h"
#include "common/index/schema.h"
#include "common/result.h"

namespace dateline::index {

/// The facet columns of several databases whose docids follow one another: those of a part are its own plus
/// the last docid of the one before. Rows stay where they are; what is made of all of them is made when it is
/// first asked for: the values of a facet together (each value once), a column of numbers (4 bytes a row).
/// The functions are those of Columns. Thread-safe.
class JoinedColumns {
 public:
  /// Rows of `left_out`, ascending, are as if the docid were not used. `groups` is the column kGroup of all,
  /// a number for each row.
  JoinedColumns(std::vector<Columns> parts, std::span<const Docid> left_out, std::vector<GroupNumber> groups);

  std::uint32_t rows() const { return rows_; }
  std::uint32_t value_count(Facet facet) const;
  std::string_view value(Facet facet, std::uint32_t ordinal) const;
  std::uint32_t ordinal(Facet facet, Docid docid) const;
  FlagList flags(Docid docid) const;
  std::span<const std::uint32_t> numbers(NumberColumn column) const;
  void count(Facet facet, std::span<const Docid> docids, std::vector<std::uint64_t>& counts) const;
  Status verify() const;

 private:
  struct Part {
    Columns columns;
    Docid base = 0;
    Docid last = 0;
  };
  struct Values {
    std::once_flag made;
    std::vector<std::string> copies;       ///< the values of kCopies themselves
    std::vector<std::string_view> values;  ///< each once, in byte order
    /// By part: the ordinals of its own ordinals; of kCopies those of the docids, in the first.
    std::vector<std::vector<std::uint32_t>> ordinals;
  };
  struct Numbers {
    std::once_flag made;
    std::vector<std::uint32_t> rows;
  };

  bool is_left_out(Docid docid) const;
  const Part* part_of(Docid docid) const;
  const Values& values(Facet facet) const;
  void join_values(Facet facet, Values& out) const;
  void join_copies(Values& out) const;

  std::vector<Part> parts_;
  std::uint32_t rows_ = 0;
  std::vector<Docid> left_out_;
  std::vector<GroupNumber> groups_;
  mutable std::array<Values, kFacetCount> facets_;
  mutable std::array<Numbers, kNumberColumnCount> numbers_;
};

}  // namespace dateline::index
