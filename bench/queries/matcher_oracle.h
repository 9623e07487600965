#pragma once

#include <cstdint>

#include "common/index/index_reader.h"
#include "common/result.h"
#include "searcher/search/request.h"

namespace dateline::bench {

/// How many articles a request finds, by Xapian's own matcher visiting every match, without the set algebra
/// of the engine: the expected counts for collections of which nothing is known. Understands what
/// `to_request` makes; the language of the request must be given, so that no choice of the engine has to be
/// repeated.
Result<std::uint64_t> count_by_matcher(const search::SearchRequest& request,
                                       const index::IndexReader& reader);

}  // namespace dateline::bench
