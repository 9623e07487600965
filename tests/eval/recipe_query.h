#pragma once

#include <xapian.h>

#include "common/text/ranking_recipe.h"

namespace dateline::eval {

/// The recipe as one Xapian query where any word may match: the searcher's default for pasted text, and the
/// way in which the kits are measured. `titled`: the index has titles.
Xapian::Query recipe_query(const text::Recipe& recipe, bool titled);

/// The weighting scheme of the recipe.
Xapian::BM25PlusWeight recipe_weight(const text::Weighting& weighting);

}  // namespace dateline::eval
