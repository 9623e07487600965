#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/index/columns.h"
#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_set.h"
#include "searcher/search/paging.h"
#include "searcher/search/stop.h"

/// Plans and match sets in Xapian's own types. Only xapian_matcher.cc, searcher/remote and tests need them.
namespace dateline::search {

/// The articles that a plan matches. kAtLeast has no counterpart and becomes OP_OR, kDocids every
/// article, and a negation of such a part is left out: where `needs_match_set`, the result must be filtered
/// by the match set. A stem becomes the words that it stands for (OP_SYNONYM). May throw Xapian::Error.
Xapian::Query to_xapian(const query::PlanNode& node, const index::Terms& index_terms);
/// The same with the boosts of the plan.
Xapian::Query to_xapian(const query::Plan& plan, const index::Terms& index_terms);
/// Whether `to_xapian` may find more than the plan matches.
bool needs_match_set(const query::PlanNode& node);

/// The articles of a set, without weight, as a part of a query to a database of one shard:
/// `Xapian::Query(Xapian::Query::OP_FILTER, query, filter_query(set))`. Every search with it needs a query of
/// its own. Memory: 4 bytes an article of the set.
Xapian::Query filter_query(const MatchSet& set);

/// Every article, without weight, as a filter of a query. It asks the flag again and again while Xapian's
/// matcher goes through its candidates, which takes long where it reads positions. The flag must outlive the
/// match.
Xapian::Query stop_query(const StopFlag& stop);

/// The weighting scheme of that name (scheme_names), null where there is none.
std::unique_ptr<Xapian::Weight> make_scheme(std::string_view name);

/// The articles of `matches`, best first as `weight` weighs them. `narrowed`: they are fewer than what the
/// plan alone finds. May throw Xapian::Error, and Stopped once `stop` is raised.
std::vector<Scored> page_by_weight(const index::Terms& terms, const index::Columns& columns,
                                   const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   const Xapian::Weight& weight, PageRange range,
                                   const StopFlag* stop = nullptr);

}  // namespace dateline::search
