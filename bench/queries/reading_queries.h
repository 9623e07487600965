#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "bench/queries/query_case.h"
#include "common/result.h"

namespace dateline::bench {

/// So many queries of each class: they read the articles that they find.
inline constexpr std::size_t kReadingQueries = 2;

/// Queries of the commands that read articles, and of the page, made of queries of which the answers are
/// known: `page`, `silences` (without other wordings) and `places` must find what a search finds, `ngrams`
/// and `titles` as many different texts, `twins` look at each article of the days around one that is in
/// another language or of another source. Classes of which `known` has no model are left out.
Result<std::vector<QueryCase>> reading_queries(const std::filesystem::path& index,
                                               std::span<const QueryCase> known);

}  // namespace dateline::bench
