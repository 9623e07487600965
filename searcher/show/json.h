#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "searcher/search/request.h"

namespace dateline::show {

/// The JSON of docs/json.md, one line ended by '\n'. Snippets are HTML: escaped, hits in <b>.
std::string response_json(const search::SearchResponse& response);

/// The members of a hit that belong to the article.
nlohmann::ordered_json article_head_json(const Article& article);

nlohmann::ordered_json hits_json(const std::vector<search::Hit>& hits);

/// All members of an article, with its dates and the whole body.
nlohmann::ordered_json article_json(const Article& article);

}  // namespace dateline::show
