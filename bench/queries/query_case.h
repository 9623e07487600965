#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "bench/queries/asked.h"
#include "common/result.h"
#include "searcher/search/request.h"

namespace dateline::bench {

/// One query of a set, with the answer it must get.
struct QueryCase {
  std::string query_class;  ///< e.g. "one_word/rare"
  Action action = Action::kSearch;
  search::SearchRequest request;
  std::uint64_t expected = 0;  ///< articles that it finds, or what its action counts
};

/// What the engine is asked.
search::SearchRequest to_request(const Asked& asked);

/// Writes a set as JSON Lines, one query a line, members that have their usual value left out.
void write_queries(std::ostream& out, const std::vector<QueryCase>& queries);

/// The same without a word of the collection: class, expected count and a hash of the line that
/// `write_queries` would write.
void write_query_hashes(std::ostream& out, const std::vector<QueryCase>& queries);

/// Reads what `write_queries` wrote. An Input error names the line that is wrong.
Result<std::vector<QueryCase>> read_queries(std::istream& in);

/// A hash of the whole set, 16 hexadecimal digits: equal for equal queries with equal expected counts.
std::string hash(const std::vector<QueryCase>& queries);

}  // namespace dateline::bench
