#pragma once

#include <optional>
#include <string_view>

#include "common/dates/day.h"
#include "common/dates/query_days.h"
#include "common/index/columns.h"
#include "common/index/schema.h"
#include "common/index/terms.h"
#include "searcher/query/ast.h"
#include "searcher/query/plan.h"

namespace dateline::query {

/// Days from `from` to `to`, open where a side is missing, as a filter. Years that the index has not are left
/// out, so an open side costs nothing. May throw index errors, like all here.
PlanNode days_node(const index::Terms& index_terms, index::Field field, std::optional<dates::Day> from,
                   std::optional<dates::Day> to);

/// The same for days of every year that the index has.
PlanNode yearly_node(const index::Terms& index_terms, index::Field field, const dates::YearlyDays& days);

/// One value of a boolean field, compared whole, as a filter.
PlanNode value_node(index::Field field, std::string_view value);

/// The parts of a query that name a field; `columns` as in PlanOptions. Adds to the expansions and notices of
/// the plan.
QueryResult<PlanNode> field_plan(std::string_view query, const index::Terms& index_terms,
                                 const index::Columns* columns, const FieldNode& node, SourceRange range,
                                 Plan& plan);
/// Juche years, months and days from one to the other, as a filter.
PlanNode juche_plan(const JucheNode& node, SourceRange range);

}  // namespace dateline::query
