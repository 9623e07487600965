#pragma once

#include <xapian.h>

#include "searcher/search/match_set.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// The articles of a set, without weight, as a part of a query to a database of one shard:
/// `Xapian::Query(Xapian::Query::OP_FILTER, query, filter_query(set))`. Every search with it needs a query of
/// its own. Memory: 4 bytes an article of the set.
Xapian::Query filter_query(const MatchSet& set);

/// Every article, without weight, as a filter of a query: asks the flag again and again while Xapian's
/// matcher goes through its candidates, which may take long where it reads positions. The flag must outlive
/// the match.
Xapian::Query stop_query(const StopFlag& stop);

}  // namespace dateline::search
