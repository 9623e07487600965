#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/index/columns.h"
#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_set.h"
#include "searcher/search/paging.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// Names of Xapian's weighting schemes that may rank instead of our own order, for comparison.
std::vector<std::string> scheme_names();
bool is_scheme(std::string_view name);

/// The articles of `matches`, best first by a weighting scheme of Xapian with its own parameters and its own
/// statistics, in which articles that are left out count. `narrowed`:
/// they are fewer than what the plan alone finds. Nothing where no scheme has that name. May throw
/// Xapian::Error, and Stopped once `stop` is raised.
std::vector<Scored> page_by_scheme(const index::Terms& terms, const index::Columns& columns,
                                   const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   std::string_view scheme, PageRange range, const StopFlag* stop = nullptr);

}  // namespace dateline::search
