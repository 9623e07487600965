#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/queries/query_case.h"
#include "common/index/index_reader.h"
#include "common/result.h"

namespace dateline::bench {

/// Queries that ask for what an index holds and not for words: articles similar to one (`similar`, expected
/// are `kSimilarHits`), and what Tab offers in the shell (`shell/complete_source`, `shell/complete_word`;
/// expected are counts of terms, as Xapian lists them). `words` give the beginnings of words. The same seed
/// gives the same queries.
Result<std::vector<QueryCase>> draw_from_index(const index::IndexReader& reader,
                                               const std::vector<std::string>& words, std::size_t queries,
                                               std::uint64_t seed);

/// Fewer articles have always something in common with another one.
inline constexpr std::uint64_t kSimilarHits = 10;

}  // namespace dateline::bench
