#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "searcher/search/request.h"
#include "searcher/search/search_error.h"

namespace dateline::show {

/// "query Q0 article rank score tag", a line a hit; articles are named by the key of their collection, else
/// by their id. Blanks within names become '_'.
std::string trec_lines(std::string_view query_id, const search::SearchResponse& response,
                       std::string_view tag);

/// One object on one line: the query and its hits, as in `response_json` without snippets.
std::string batch_json(std::size_t line, std::string_view query_id, const search::SearchResponse& response);
/// The same for a query that failed, with "error" instead of hits.
std::string batch_json(std::size_t line, std::string_view query_id, const search::SearchError& error);

}  // namespace dateline::show
