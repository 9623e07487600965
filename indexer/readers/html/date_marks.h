#pragma once

#include <string_view>
#include <vector>

#include "indexer/readers/html/article_place.h"
#include "indexer/readers/html/block_tree.h"
#include "indexer/readers/html/date_mark.h"

namespace dateline::html {

/// The days that <time datetime> and itemprop "datePublished" give in the text of a page, those that call
/// themselves the day of publication first. Days of changes ("updated", "modified") are left out. `title` is
/// the headline: items of microdata that have it are the article, wherever they stand. Linear in the page for
/// each of at most 256 marks.
std::vector<DateMark> read_date_marks(const BlockTree& tree, const ArticlePlace& place,
                                      std::string_view title);

}  // namespace dateline::html
