#pragma once

#include "common/article.h"
#include "searcher/search/engine.h"
#include "searcher/serve/html.h"

namespace dateline::serve {

/// The versions of an article and when it was missing, as a section, or why they cannot be read; nothing
/// where the index has no ledger or is on shards.
void write_history(Html& html, search::Engine& engine, const Article& article);

}  // namespace dateline::serve
