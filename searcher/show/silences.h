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

/// "1994-07-08 … 1994-07-09"
std::string days_span(dates::Day from, dates::Day to);
/// "silent in 1,204 articles of 60 days; from 8 days nothing was captured"
std::string silence_length(const search::Silence& silence);
/// What was to be expected meanwhile, and how the subject's earlier silences compare; may be empty.
std::string silence_weight(const search::Silence& silence);

/// The longest silences with the headlines around them, and the days without any article.
std::string silences_text(const search::Silences& silences, const ArticleOf& article, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string silences_json(const search::Silences& silences, const ArticleOf& article);

/// A row a silence, then a row a stretch without any article ("kind" tells which).
Table silences_table(const search::Silences& silences, const ArticleOf& article);

}  // namespace dateline::show
