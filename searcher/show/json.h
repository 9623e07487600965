#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "searcher/search/request.h"

namespace dateline::show {

/// The JSON of docs/json.md, one line ended by '\n'. Snippets are HTML: escaped, hits in <b>.
std::string response_json(const search::SearchResponse& response);

/// The members of a hit that belong to the article.
nlohmann::ordered_json article_head_json(const Article& article);

/// One article with all its fields and the whole body, one line ended by '\n'.
std::string article_json(const Article& article);

}  // namespace dateline::show
