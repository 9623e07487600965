#pragma once

#include <string>
#include <vector>

#include "searcher/query/plan.h"
#include "searcher/search/filters.h"
#include "searcher/search/match_set.h"

namespace dateline::search {

/// What a request selects, before anything is ranked or counted: what timelines, concordances and the like
/// start from. A plain value, bound to the revision of the index that gave it.
struct Selection {
  std::string query;
  MatchSet matches;  ///< articles that the query finds and that pass the filters
  MatchSet base;     ///< articles that pass the filters, whatever the query
  query::Plan plan;  ///< how the query was read, relaxed where it had to be
  Filters filters;
  bool relaxed = false;              ///< matches have most of the words, not all; a notice says why
  std::vector<std::string> notices;  ///< how the query was read
};

}  // namespace dateline::search
