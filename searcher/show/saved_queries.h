#pragma once

#include <string>
#include <vector>

#include "searcher/search/saved_queries.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// A line for each: name, articles, new ones, the query.
std::string saved_queries_text(const std::vector<search::SavedQueryCount>& queries, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string saved_queries_json(const std::vector<search::SavedQueryCount>& queries);

}  // namespace dateline::show
