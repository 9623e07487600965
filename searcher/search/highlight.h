#pragma once

#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/snippet.h"

namespace dateline::search {

/// The words of a plan as they may stand in a text, rare ones with more weight; with phrases and nearness
/// only where these hold. May throw index errors.
HighlightTerms highlight_terms(const index::Terms& terms, const query::PlanNode& root);

}  // namespace dateline::search
