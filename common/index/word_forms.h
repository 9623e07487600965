#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::index {

/// Words by the stem that they share, for the words that differ from their stem. Ordered, so that the same
/// words are written alike.
using FormsByStem = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

/// The metadata key under which the words of a stem stand.
std::string forms_key(std::string_view stem);
/// Words, each 1..255 bytes, as one metadata value.
std::string encode_forms(const std::set<std::string, std::less<>>& words);
/// Damaged bytes end the list. The views are into `bytes`.
std::vector<std::string_view> decode_forms(std::string_view bytes);

/// A term of a query that is that of a stem.
///
/// The stem of a word is no term of the database: that would be a second posting for nearly every word of
/// every article. The database has the words, and a table from each stem to the words that have it. "Zvisit",
/// "ZSvisit" and "XLvisit" in a query stand for all words whose stem is "visit", in the text, the title, the
/// lead; an article has them as often as all of those together. Only whole Hangul words, which have no term
/// of their own, are terms with "Z".
struct StemTerm {
  std::string_view prefix;  ///< of the words in the database: "", "S", "XL"
  std::string_view stem;
};
/// nullopt for a term that stands for itself. The views are into `term`.
std::optional<StemTerm> stem_term(std::string_view term);

}  // namespace dateline::index
