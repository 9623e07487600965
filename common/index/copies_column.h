#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dateline::index {

/// Facet::kCopies of every document: how many other articles have the same or nearly the same text. It
/// follows from the column kGroup alone, of all segments, so no file has it; Columns asks here.
struct CopiesColumn {
  std::vector<std::string> values;      ///< decimal numbers, each once, in byte order
  std::vector<std::uint32_t> ordinals;  ///< by docid: 1-based into `values`; 0 where the docid is not used
};

/// `groups` by docid, 0 where a docid is not used; its numbers are below groups.size(), others are taken for
/// groups of one. Cost: O(groups).
CopiesColumn copies_column(std::span<const std::uint32_t> groups);

}  // namespace dateline::index
