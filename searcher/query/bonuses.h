#pragma once

#include <string>
#include <vector>

#include "common/index/schema.h"
#include "common/index/terms.h"
#include "common/text/ranking_recipe.h"
#include "searcher/query/planner.h"

namespace dateline::query {

/// Any of the terms of a group, counting as one word; of titles where `field` is kTitle.
PlanNode group_node(const std::vector<std::string>& terms, index::Field field, SourceRange range);

/// Which articles of the index have no title, so that their leads stand for it. May throw index errors.
Leads leads_of(const index::Terms& index_terms);

/// Adds what a recipe pays beyond its words: words near each other, all of them in the title and, where there
/// are leads, in the lead. An article has a title or a lead, never both.
void add_bonuses(const text::Recipe& recipe, Leads leads, std::vector<Boost>& boosts);

}  // namespace dateline::query
