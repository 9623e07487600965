#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/docid.h"
#include "common/result.h"

namespace dateline::index {

/// What became of an article after its segment was written.
struct Change {
  Docid docid = 0;
  std::uint32_t captures = 0;        ///< number of captures; 0: the article is dead
  std::uint32_t first_captured = 0;  ///< day of the oldest capture as YYYYMMDD; 0 when it is not known
  std::uint32_t group = 0;           ///< number of its group of copies; 0: as it was written
  std::uint64_t group_name = 0;      ///< of that group
  bool is_dead() const { return captures == 0; }
  bool operator==(const Change&) const = default;
};

/// All such changes of an index, by docid. Segments never change, so what is here comes before what stands in
/// their columns. A merge of segments takes the changes of their articles into the new columns. A plain
/// value; its size is that of what has changed.
class Changes {
 public:
  Changes() = default;

  const std::vector<Change>& records() const { return records_; }  ///< docids ascend
  bool empty() const { return records_.empty(); }
  /// Null when the article is as it was written. O(log n).
  const Change* find(Docid docid) const;
  std::uint64_t count_dead(Docid first, Docid last) const;

  /// These changes come later; docids ascend. What is dead stays dead.
  void apply(std::span<const Change> later);
  /// Forgets those of an interval, its ends included.
  void forget(Docid first, Docid last);

  bool operator==(const Changes&) const = default;

 private:
  friend Result<Changes> parse_changes(std::string_view bytes, std::string_view name);
  std::vector<Change> records_;
};

/// As they lie on disk; docs/index-layout.md says how. Pure.
std::string to_bytes(const Changes& changes);
/// An Index error when the bytes are damaged; `name` is that of the file in its message. Pure.
Result<Changes> parse_changes(std::string_view bytes, std::string_view name);

}  // namespace dateline::index
