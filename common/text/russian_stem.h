#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// The stem of a Russian noun in -ея or -ей that is known here ("Корея", "Корее" and "Кореей" are "коре"), of
/// which the forms fall apart by rules alone, because some look like adjectives. Empty for other words.
/// `word` is case-folded.
std::string_view russian_noun_stem(std::string_view word);

/// Other cases of a Russian name in the singular, given in its first case and normal form: "ын" has "ына",
/// "ыну", "ыном", "ыне". By its last letter, so some are no words; none for names that do not change ("хэ")
/// or are not Cyrillic.
std::vector<std::string> russian_cases(std::string_view name);

}  // namespace dateline::text
