#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/index/additions.h"
#include "searcher/query/ast.h"
#include "searcher/query/plan.h"

/// Fields whose values stand outside of the segments: the reader's own tags, and the days on which articles
/// came into the index.
namespace dateline::query {

/// The articles that have a tag, or with `prefix` one that begins so. Not thread-safe.
using Tagged = std::function<std::vector<ArticleId>(std::string_view tag, bool prefix)>;

/// The articles of a tag; nothing where `tagged` is null or knows none.
PlanNode tag_node(const Tagged& tagged, std::string_view tag, bool prefix, SourceRange range);

/// The articles that came in on these days.
PlanNode added_node(std::span<const index::Addition> additions, const DateNode& node, SourceRange range);

}  // namespace dateline::query
