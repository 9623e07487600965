#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <xapian.h>

#include "common/index/columns.h"

namespace dateline::index {

/// What several databases that are read as one have in common.
struct JoinedGroups {
  /// Docids of articles that an earlier database holds too; ascending. They are to be found nowhere.
  std::vector<std::uint32_t> repeated;
  /// By docid: the group of equal texts, named by the docid of its first article that is not repeated; 0 for
  /// docids that are repeated or not used. Groups of two databases are one when their first articles have
  /// the same text.
  std::vector<std::uint32_t> groups;
  std::uint64_t group_count = 0;
};

/// Reads all ids and groups of the databases, whose columns are `columns`. Cost: O(articles). May throw
/// Xapian::Error.
JoinedGroups join_groups(std::span<const Xapian::Database> databases, std::span<const Columns> columns);

}  // namespace dateline::index
