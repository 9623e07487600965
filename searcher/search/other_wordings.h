#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "searcher/search/engine.h"
#include "searcher/search/match_set.h"
#include "searcher/search/occurrences.h"

namespace dateline::search {

/// Words that stand where those of a query stand, in articles that do not have these.
struct OtherWording {
  std::string words;           ///< one word, or two side by side; normal forms
  std::uint64_t articles = 0;  ///< of the silent ones, that have them
  double times = 0;     ///< so many times as frequent in the silent articles as in those that are found
  double likeness = 0;  ///< 0..1: how alike the words beside both are
};

/// A silence can be one of words only: another wording carries on. What the words of a query have beside them
/// (two words on each side) is compared to what other words have beside them in `silent`, articles without
/// the query's words; those that are more frequent there than in `found` are returned, the most alike first.
/// Reads 500 articles of the one set and 1,000 of the other at most, evenly spread over their docids. Nothing
/// where one of the sets is too small to tell, and for the name of a person. `articles` of a wording is
/// exact, the rest as of what was read. Throws Stopped, and may throw index errors.
Result<std::vector<OtherWording>> other_wordings(Engine& engine, const OccurrenceFinder& finder,
                                                 const MatchSet& found, const MatchSet& silent,
                                                 std::size_t limit);

/// "songun OR "army based" OR …": a query for all wordings.
std::string with_other_wordings(const std::string& query, const std::vector<OtherWording>& wordings);

/// The sentence that proposes them; empty without any.
std::string wordings_notice(const std::string& query, const std::vector<OtherWording>& wordings);

}  // namespace dateline::search
