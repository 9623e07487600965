#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/index/docid.h"

namespace dateline::index {

/// What the ledger knows of the articles of an index: Facet::kFate and Facet::kEdit, and the days of the
/// fields changed and removed. No file holds it. It is made of the ledger (ledger/history_columns.h) when it
/// is first asked for, because that learns of articles whose segments stay as they are.
struct HistoryColumns {
  std::vector<std::string> fates;        ///< that articles have, in byte order
  std::vector<std::uint32_t> fate;       ///< by docid: 1-based into `fates`; 0 where no article has the docid
  std::vector<std::string> edits;        ///< kinds of edits that articles have, in byte order
  std::vector<std::uint32_t> edit_ends;  ///< by docid: the end of its list in `edit_lists`
  std::vector<std::uint32_t> edit_lists;  ///< 1-based into `edits`
  struct OnDay {
    std::int32_t day = 0;  ///< since 1970-01-01
    Docid docid = 0;
    auto operator<=>(const OnDay&) const = default;
  };
  std::vector<OnDay> changed;  ///< a text that was edited was first captured; ascending
  std::vector<OnDay> removed;  ///< an article was first missing; ascending
};

}  // namespace dateline::index
