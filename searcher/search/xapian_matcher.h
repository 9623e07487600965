#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "common/index/docid.h"
#include "common/index/terms.h"
#include "searcher/query/plan.h"
#include "searcher/search/match_set.h"
#include "searcher/search/stop.h"

/// What is left to Xapian's own matcher (see also schemes.h). All may throw Xapian::Error, and Stopped once
/// `stop` is raised.
namespace dateline::search {

/// The articles in which a phrase or near is met, only those of `within` where it is given.
MatchSet match_positions(const index::Terms& terms, const query::PlanNode& node, const MatchSet* within,
                         const StopFlag* stop);

/// The query for the matcher as Xapian writes it.
std::string describe_query(const query::Plan& plan, const index::Terms& terms);

/// At most `limit` terms of an article that tell it from others most, as Xapian's expansion weighs them, of
/// those that `keep` lets through; the most telling first.
std::vector<std::string> expansion_terms(const index::Terms& terms, index::Docid docid, std::size_t limit,
                                         const std::function<bool(const std::string& term)>& keep);

}  // namespace dateline::search
