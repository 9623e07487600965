#pragma once

#include <vector>

#include <xapian.h>

#include "common/index/columns.h"
#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_set.h"
#include "searcher/search/paging.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// The articles of `matches`, best first as Xapian's matcher weighs them. `narrowed`: they are fewer than
/// what the plan alone finds. May throw Xapian::Error, and Stopped once `stop` is raised.
std::vector<Scored> page_by_weight(const index::Terms& terms, const index::Columns& columns,
                                   const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   const Xapian::Weight& weight, PageRange range,
                                   const StopFlag* stop = nullptr);

}  // namespace dateline::search
