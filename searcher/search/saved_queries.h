#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/dates/day.h"
#include "searcher/search/engine.h"
#include "searcher/search/search_error.h"

namespace dateline::search {

/// A saved query with what it finds now.
struct SavedQueryCount {
  std::string name;
  notes::SavedQuery query;
  std::uint64_t articles = 0;
  std::uint64_t fresh = 0;  ///< of these, those that came in after it last ran; all when it never did
  std::string error;        ///< why it cannot be run any more; else empty
};

/// All saved queries by name, each run once. `today` as in SearchRequest.
SearchResult<std::vector<SavedQueryCount>> saved_queries(Engine& engine, dates::Day today);

}  // namespace dateline::search
