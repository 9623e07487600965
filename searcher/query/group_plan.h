#pragma once

#include <string_view>

#include "common/index/columns.h"
#include "common/index/terms.h"
#include "searcher/query/plan.h"

namespace dateline::query {

/// The article of an id and its copies, which are the articles of its group of equal or nearly equal texts,
/// as a filter; kNothing where no article has the id. `columns` are those of the database; null: the article
/// alone. Cost: O(rows of the columns). May throw index errors.
PlanNode group_node(const index::Terms& index_terms, const index::Columns* columns, std::string_view id,
                    SourceRange range = {});

}  // namespace dateline::query
