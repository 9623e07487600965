#pragma once

#include <vector>

#include "common/article.h"
#include "common/dates/document.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// An article with all that was weighed to date it.
struct DatedArticle {
  Article article;
  std::vector<dates::Evidence> evidence;
};

/// Decides dates, source, language and identity of a page. Pure, thread-safe.
///
/// Source: the name that the page gives, else the host of its address. Language: the page's own word, else
/// detected. Places of dates count in the record.
DatedArticle make_article(Page page);

}  // namespace dateline::indexer
