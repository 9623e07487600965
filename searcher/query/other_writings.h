#pragma once

#include <optional>
#include <span>
#include <string>

#include "common/index/schema.h"
#include "common/index/terms.h"
#include "common/text/ranking_recipe.h"
#include "searcher/query/plan.h"

namespace dateline::query {

/// The articles that write a part of a query in another way: with a hyphen or a blank, or together. `words`
/// are those of the part. "KN-23" is also "KN23" and the other way round; "reelection", where it is no
/// frequent word, is also "re-election"; "12.500" is also "12500". nullopt where the index has no such words.
/// May throw index errors.
std::optional<PlanNode> other_writing(std::span<const text::QueryWord> words, index::Field field,
                                      const index::Terms& index_terms, SourceRange range);

/// What is to be said of a Hangul word of which the index has the stem alone; empty where it has the word as
/// written, or neither. May throw index errors.
std::string stem_notice(const text::QueryWord& word, const index::Terms& index_terms);

}  // namespace dateline::query
