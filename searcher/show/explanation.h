#pragma once

#include <string>
#include <string_view>

#include "searcher/search/engine.h"
#include "searcher/search/explain.h"

namespace dateline::show {

/// How a query was read, step by step, and what each part of it finds.
std::string explanation_text(const search::Explanation& explanation, std::string_view query);

/// Why the article with that id stands where it does: what each part of the query adds to its score.
std::string rank_reason_text(const search::RankReason& reason, std::string_view id);

}  // namespace dateline::show
