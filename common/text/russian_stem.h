#pragma once

#include <string_view>

namespace dateline::text {

/// The stem of a Russian noun in -ея or -ей that is known here ("Корея", "Корее" and "Кореей" are "коре"), of
/// which the forms fall apart by rules alone, because some look like adjectives. Empty for other words.
/// `word` is case-folded.
std::string_view russian_noun_stem(std::string_view word);

}  // namespace dateline::text
