#pragma once

#include <string>
#include <string_view>

#include "indexer/readers/html/metadata.h"

namespace dateline::html {

/// The headline of the article: the <h1> that the document's title or its title for social networks confirms,
/// else one of these two or the headline of JSON-LD, with the name of the site cut off at its end or
/// beginning. Empty when the page has none.
std::string page_title(const Metadata& metadata);

/// Whether two headlines are one: equal but for case and punctuation, or one a good part of the other.
bool same_headline(std::string_view a, std::string_view b);

/// Whether a title is the name of a publisher of North Korea and not of an article: sites give it to all
/// pages.
bool is_publisher(std::string_view title);

}  // namespace dateline::html
