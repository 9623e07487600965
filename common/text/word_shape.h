#pragma once

#include <cstddef>
#include <string_view>

#include "common/text/token_list.h"

/// How a word is written: apostrophes that join something to it, capitals.
namespace dateline::text {

/// More bytes of one word are not even folded.
inline constexpr std::size_t kMaxWordBytes = 1024;

/// Bytes of an apostrophe at the start of `text`, else 0.
std::size_t apostrophe_bytes(std::string_view text);

/// "Kim's" is "Kim".
std::string_view without_possessive(std::string_view word);

/// "l'homme" is "homme": an article of French or Italian before a vowel or h. The aspirates of
/// McCune-Reischauer (p', t', k', ch') are not among the letters.
std::string_view without_elision(std::string_view word);

/// Of any word; dots may stand between its letters.
Capitals capitals_of(std::string_view word);

}  // namespace dateline::text
