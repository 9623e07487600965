#pragma once

#include <optional>
#include <string_view>

#include "common/dates/query_days.h"
#include "common/index/columns.h"
#include "searcher/query/ast.h"
#include "searcher/query/plan.h"

namespace dateline::query {

/// The articles of which the ledger says so, as a filter: fate:removed, edit:number. `columns` are those of
/// the database; null: nothing is known of any. Cost: O(articles). May throw index errors.
PlanNode history_value_node(const index::Columns* columns, index::Field field, std::string_view value,
                            SourceRange range = {});
/// The same of days: changed:2013-12, removed:2024.
PlanNode history_days_node(const index::Columns* columns, const DateNode& node, SourceRange range = {});

}  // namespace dateline::query
