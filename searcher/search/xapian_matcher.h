#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/columns.h"
#include "common/index/docid.h"
#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_set.h"
#include "searcher/search/paging.h"
#include "searcher/search/stop.h"

/// What is left to Xapian's own matcher: phrases and, for comparison, its weighting schemes. All
/// may throw Xapian::Error, and Stopped once `stop` is raised.
namespace dateline::search {

/// The articles in which a phrase or near is met, only those of `within` where it is given.
MatchSet match_positions(const index::Terms& terms, const query::PlanNode& node, const MatchSet* within,
                         const StopFlag* stop);

/// The query for the matcher as Xapian writes it.
std::string describe_query(const query::Plan& plan, const index::Terms& terms);

/// Names of Xapian's weighting schemes that may rank instead of our own order.
std::vector<std::string> scheme_names();
bool is_scheme(std::string_view name);

/// The articles of `matches`, best first by a weighting scheme of Xapian with its own parameters. Xapian
/// takes its statistics from the databases, in which articles that are left out count, so it is approximate
/// where there are such. `narrowed`: the matches are
/// fewer than what the plan alone finds. Empty where no scheme has that name.
std::vector<Scored> page_by_scheme(const index::Terms& terms, const index::Columns& columns,
                                   const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   std::string_view scheme, PageRange range, const StopFlag* stop = nullptr);

}  // namespace dateline::search
