#pragma once

#include <functional>
#include <string>

#include "common/article.h"
#include "searcher/search/silences.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// The article of a docid that the answer names.
using ArticleOf = std::function<const Article&(std::uint32_t docid)>;

/// The longest silences with the headlines around them, and the days without any article.
std::string silences_text(const search::Silences& silences, const ArticleOf& article, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string silences_json(const search::Silences& silences, const ArticleOf& article);

/// A row a silence, then a row a stretch without any article ("kind" tells which).
Table silences_table(const search::Silences& silences, const ArticleOf& article);

}  // namespace dateline::show
