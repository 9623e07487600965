#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/article.h"
#include "common/index/changes.h"
#include "common/index/columns_file.h"
#include "common/index/docid.h"
#include "common/index/history_columns.h"
#include "common/index/schema.h"
#include "common/result.h"

namespace dateline::index {

/// The ordinals of the flags of an article, or of another facet that has_lists. A view.
class FlagList {
 public:
  FlagList() = default;
  /// `ordinals` gives the ordinal of each of `own`, which stand for themselves where it is empty.
  FlagList(std::span<const std::uint32_t> own, std::span<const std::uint32_t> ordinals)
      : own_(own), ordinals_(ordinals) {}

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

/// The facet columns of an index, or of several that are read as one: those of its segments, whose docids
/// ascend, with what changed since they were written. Rows stay where they are, in mapped files; what is made
/// of all of them (the values of a facet together) is made when it is first asked for, at the cost of
/// O(distinct values + dead articles). Only Facet::kCopies costs O(articles) and 4 bytes an article.
///
/// An article that may not be found (dead, or held by an earlier one of several indexes) has no group and
/// counts for no value; what else is in its row is not to be used. Thread-safe once it is made; copies share
/// everything; views live as long as one of them.
class Columns {
 public:
  struct Part {
    std::shared_ptr<const ColumnsFile> file;
    Docid base = 0;  ///< is added to its docids and groups: those of the indexes before, 0 for the first
  };

  Columns();
  /// Of one file in which nothing changed.
  static Result<Columns> open(const std::filesystem::path& file);
  /// Of `parts` in ascending order of docid. `changes` ascend too. A System error when memory cannot be
  /// mapped.
  static Result<Columns> join(const std::vector<Part>& parts, std::span<const Change> changes = {});

  /// For several indexes, before anything else is asked and before there are copies. No search is to find
  /// these docids, which ascend:
  Status leave_out(std::span<const Docid> docids);
  /// The groups of that number are one with another, of another number.
  Status rename_groups(const std::unordered_map<GroupNumber, GroupNumber>& names);

  /// No article has a higher docid; 0 where there is none.
  Docid last_docid() const { return last_; }
  /// Docids of articles that may not be found, ascending.
  const std::vector<Docid>& left_out() const { return left_out_; }
  /// Whether an article that may be found has the docid.
  bool is_living(Docid docid) const { return number(NumberColumn::kGroup, docid) != 0; }

  /// Number of distinct values of a facet; their ordinals are 1..value_count in byte order of the values.
  std::uint32_t value_count(Facet facet) const;
  std::string_view value(Facet facet, std::uint32_t ordinal) const;
  /// The ordinal of a value, 0 when no article has it.
  std::uint32_t find(Facet facet, std::string_view value) const;
  /// Articles that have a value; 0 for ordinal 0.
  std::uint64_t articles(Facet facet, std::uint32_t ordinal) const;

  /// Ordinal of the article's value, 0 for none. Of a facet that has_lists use `list`.
  std::uint32_t ordinal(Facet facet, Docid docid) const;
  FlagList list(Facet facet, Docid docid) const;
  FlagList flags(Docid docid) const { return list(Facet::kFlag, docid); }

  /// How to make what `history` gives; all copies have it then. Before anything that the ledger tells is
  /// asked for. Without it nothing is known. What `make` throws goes to who asks.
  using MakeHistory = std::function<HistoryColumns(const Columns&)>;
  void use_history(MakeHistory make) const;
  /// Made when it, Facet::kFate or Facet::kEdit is first asked for.
  const HistoryColumns& history() const;

  std::uint32_t number(NumberColumn column, Docid docid) const {
    const Rows* rows = rows_of(docid);
    return rows == nullptr ? 0 : rows->numbers[static_cast<std::size_t>(column)][docid - rows->first];
  }
  /// Calls visit(docid, number) for docids that ascend.
  template <class Visit>
  void each_number(NumberColumn column, std::span<const Docid> docids, Visit&& visit) const {
    const std::uint32_t* numbers = nullptr;
    Docid first = 0;
    std::uint32_t count = 0;
    for (const Docid docid : docids) {
      if (docid - first >= count) {
        const Rows* rows = rows_of(docid);
        if (rows == nullptr) {
          visit(docid, std::uint32_t{0});
          continue;
        }
        numbers = rows->numbers[static_cast<std::size_t>(column)];
        first = rows->first;
        count = rows->count;
      }
      visit(docid, numbers[docid - first]);
    }
  }
  /// kGroupNameLow and kGroupNameHigh together.
  std::uint64_t group_name(Docid docid) const;
  ArticleId id(Docid docid) const;

  /// Adds to `counts[ordinal]` (index 0: none; size value_count + 1) for each docid; they ascend. Cost:
  /// O(docids).
  void count(Facet facet, std::span<const Docid> docids, std::vector<std::uint64_t>& counts) const;

  /// What is known of the further ids of articles that may be found.
  struct OtherId {
    Docid docid = 0;
    ArticleId id;
  };
  std::vector<OtherId> other_ids() const;

  /// Reads the files whole and compares their checksums, of each segment once, also where an index is opened
  /// again. Cost: the first time O(articles).
  Status verify() const;

 private:
  /// Where the rows of a part lie, with what changed.
  struct Rows {
    Docid first = 1;
    std::uint32_t count = 0;
    std::array<const std::uint32_t*, kNumberColumnCount> numbers{};
    std::shared_ptr<const ColumnsFile> file;
    Docid base = 0;
    std::shared_ptr<void> own;                                ///< null: nothing changed
    std::array<std::uint32_t*, kNumberColumnCount> change{};  ///< the same numbers where there is `own`
  };
  struct Values;
  struct Made;

  const Rows* rows_of(Docid docid) const {
    for (const Rows& rows : rows_) {
      if (docid - rows.first < rows.count) return &rows;
    }
    return nullptr;
  }
  Rows* changeable(Docid docid, Status& status);
  Status make_changeable(Rows& rows);
  const Values& values(Facet facet) const;
  Values join_values(Facet facet) const;
  Values join_copies() const;
  Values values_of_history(Facet facet) const;

  std::vector<Rows> rows_;
  Docid last_ = 0;
  std::vector<Docid> left_out_;
  std::shared_ptr<Made> made_;
};

}  // namespace dateline::index
