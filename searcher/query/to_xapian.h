#pragma once

#include <xapian.h>

#include "common/index/terms.h"
#include "searcher/query/plan.h"

namespace dateline::query {

/// The set of articles as a query for Xapian's matcher. kAtLeast has no
/// counterpart and becomes OP_OR: where `needs_match_set`, the result must be filtered by the match set.
/// A stem becomes the words that it stands for (OP_SYNONYM). May throw Xapian::Error.
Xapian::Query to_xapian(const PlanNode& node, const index::Terms& index_terms);
/// The same with the boosts of the plan.
Xapian::Query to_xapian(const Plan& plan, const index::Terms& index_terms);
bool needs_match_set(const PlanNode& node);
/// A phrase in which a word may be any: `to_xapian` finds such words as near as that and in this order.
bool has_any_word(const PlanNode& node);

}  // namespace dateline::query
