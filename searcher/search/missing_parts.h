#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "searcher/query/plan.h"

namespace dateline::search {

class MatchSets;

/// A part of the query that every hit must have (or, negated, must not have).
struct PartCount {
  query::SourceRange range;
  std::string plan;                 ///< what it asks of the index, as in `query::dump`
  std::uint64_t articles = 0;       ///< that have this part, whatever the others
  std::uint64_t articles_left = 0;  ///< that have this part and all parts before it
};

/// The parts in the order of the query, so that "nothing was left" names a part that a reader comes to. Sets
/// that were looked for before are kept by `sets`, so this costs little then. May throw index errors.
std::vector<PartCount> count_parts(const query::PlanNode& root, MatchSets& sets);

/// Why a query finds nothing.
struct MissingParts {
  /// The parts that no article has ...
  std::vector<query::SourceRange> absent;
  /// ... and where each has some, the part at which no article was left that has all those before it.
  std::optional<query::SourceRange> last;
};

/// Of the parts of a query without hits.
MissingParts missing_parts(std::span<const PartCount> parts);

}  // namespace dateline::search
