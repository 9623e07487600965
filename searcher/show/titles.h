#pragma once

#include <string>

#include "searcher/search/titles.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// A numbered line a title, with the name as "…", and the articles of its first and last day.
std::string titles_text(const search::Titles& titles, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string titles_json(const search::Titles& titles);

/// A header and a line a title.
Table titles_table(const search::Titles& titles);

}  // namespace dateline::show
