#pragma once

#include <string>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What earlier programs left of letters that they decoded wrongly.
struct Leftovers {
  std::size_t mended =
      0;  ///< characters of UTF-8 that somebody read as windows-1252 ("â€™"), now as they were meant
  std::size_t lost = 0;      ///< U+FFFD: letters that nobody knows any more
  std::size_t entities = 0;  ///< "&nbsp;" and the like, as text
};

/// Mends `text` (UTF-8) where that is safe, and counts the rest, which the Analyzer keeps out of the words.
/// Linear.
Leftovers mend_leftovers(std::string& text);

/// Does so for title and body of a page, and reports what it found, one warning for each kind. What nobody
/// can see goes too: in the title all blanks are spaces, one at a time, and signs without width are gone; a
/// byte order mark does not begin the body.
void mend_page(Page& page, std::vector<Reject>& rejects);

}  // namespace dateline::indexer
