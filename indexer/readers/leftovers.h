#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Letters of UTF-8 that somebody read as windows-1252 ("â€™", "í•œêµ") or windows-1251 ("РџСѓ") and wrote
/// again.
enum class Mojibake : std::uint8_t {
  kNone,
  kMended,
  kLeft  ///< there are such sequences, but other letters of the text were decoded rightly: it is as it was
};

/// Mends `text` (UTF-8) when all its characters beyond ASCII agree that they were decoded wrongly. Linear.
Mojibake mend_mojibake(std::string& text);

/// What to tell of it; nullopt for kNone.
std::optional<Reject> mojibake_warning(Mojibake mojibake, const Origin& origin);

/// Does so for title, body and text of a page together, and reports what it found and what else earlier
/// programs left, one warning for each kind: lost letters (U+FFFD) and entities of HTML as text, which the
/// Analyzer keeps out of the words. What nobody can see goes too: in the title all blanks are spaces, one at
/// a time, and signs without width are gone; a byte order mark does not begin the body.
void mend_page(Page& page, std::vector<Reject>& rejects);

}  // namespace dateline::indexer
