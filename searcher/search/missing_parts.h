#pragma once

#include <optional>
#include <vector>

#include "searcher/query/plan.h"
#include "searcher/search/match_sets.h"

namespace dateline::search {

/// The parts of a query that every hit must have (or, negated, must not have), in the order of the query, so
/// that "nothing was left" names a part that a reader comes to. They
/// live as long as `root`.
std::vector<const query::PlanNode*> parts_of(const query::PlanNode& root);

/// Why a query finds nothing.
struct MissingParts {
  /// The parts that no article has ...
  std::vector<query::SourceRange> absent;
  /// ... and where each has some, the part at which no article was left that has all those before it.
  std::optional<query::SourceRange> last;
};

/// Of a query without hits. Sets that were looked for before are kept by `sets`, so this costs little then.
/// May throw Xapian::Error.
MissingParts missing_parts(const query::PlanNode& root, MatchSets& sets);

}  // namespace dateline::search
