#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "common/index/columns.h"
#include "common/index/docid.h"

namespace dateline::index {

/// What several indexes that are read as one have in common.
struct JoinedGroups {
  /// Docids of articles that an earlier index has too; ascending. They are to be found nowhere.
  std::vector<Docid> repeated;
  /// Groups of equal texts that are one with another: their numbers, and that of the other.
  std::unordered_map<GroupNumber, GroupNumber> other_names;
};

/// `columns` are those of all indexes, `last_docids` the last docid of each. Two articles are the same when
/// one has an id of the other; groups are one when their first articles have the same text. Reads ids and
/// groups of all articles: O(articles), and memory for those of all indexes but the largest.
JoinedGroups join_groups(const Columns& columns, std::span<const Docid> last_docids);

/// Groups of articles that may be found. Cost: O(articles).
std::uint64_t count_groups(const Columns& columns);

}  // namespace dateline::index
