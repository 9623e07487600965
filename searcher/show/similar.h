#pragma once

#include <string>

#include "searcher/search/similar.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// The similar articles as hits, and by which words they are similar.
std::string similar_text(const search::SimilarArticles& similar, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string similar_json(const search::SimilarArticles& similar);

}  // namespace dateline::show
