#pragma once

#include <string>

#include "searcher/search/shown_article.h"
#include "searcher/serve/html.h"
#include "searcher/serve/page_state.h"

namespace dateline::serve {

/// Forms that give and take tags of an article and keep a note; they send `token` (post_guard.h).
void write_notes_forms(Html& html, const search::ShownArticle& shown, const PageState& state,
                       const std::string& token);

}  // namespace dateline::serve
