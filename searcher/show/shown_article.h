#pragma once

#include <string>

#include "searcher/search/shown_article.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// One article with all its fields, the evidence for its day, its copies and the whole text; hits marked.
std::string shown_text(const search::ShownArticle& shown, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string shown_json(const search::ShownArticle& shown);

}  // namespace dateline::show
