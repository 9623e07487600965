#pragma once

#include <gumbo.h>

#include <cstddef>
#include <string>
#include <vector>

#include "common/dates/day.h"

namespace dateline::html {

/// A link with a day beside it, as list pages name articles.
struct DatedLink {
  std::string href;  ///< as it stands there
  dates::Day day;
  std::size_t bytes = 0;  ///< of the item: headline and day
};

/// The links of a page that are the only ones of a list item, row, or other element, with a day at its
/// beginning or end.
struct DatedLinks {
  std::vector<DatedLink> links;  ///< in the order of the page
  std::size_t text_bytes = 0;    ///< of the whole page
};

/// Pure. Cost: O(bytes); days are looked for in elements that have the digits of one.
DatedLinks read_dated_links(const GumboNode& root);

}  // namespace dateline::html
