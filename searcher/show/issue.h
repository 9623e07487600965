#pragma once

#include <string>

#include "searcher/search/issue.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// The headlines of a day by source, each with its language and id.
std::string issue_text(const search::Issue& issue, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string issue_json(const search::Issue& issue);

/// A row an article.
Table issue_table(const search::Issue& issue);

}  // namespace dateline::show
