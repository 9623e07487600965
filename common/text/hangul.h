#pragma once

#include <cstddef>
#include <string_view>

namespace dateline::text {

/// Bytes of a Hangul word (syllables in UTF-8, three bytes each) that are left when the longest ending is
/// taken off: particles ("평양에서는" is "평양"), the copula, and what makes a verb of a noun ("발표하였다"
/// is "발표"). At least two syllables stay. Needs no dictionary, so it also takes endings that belong to the
/// word ("전문가" becomes "전문"); as it does so for documents and queries alike, they still meet. Names and
/// common nouns that end so ("김정은", "사회주의") stay whole, and lose only what follows them. Northern and
/// southern spellings are known.
std::size_t hangul_stem_bytes(std::string_view word);

}  // namespace dateline::text
