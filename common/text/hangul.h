#pragma once

#include <cstddef>
#include <string_view>

namespace dateline::text {

/// Bytes of a Hangul word (normal form, UTF-8) that are left when particles and the endings of the copula and
/// of "to do / to become" are taken off its end: "평양에서는" is "평양". At least two syllables stay. Needs
/// no dictionary, so it also takes a final syllable that belongs to the word ("아이" keeps both, "고양이"
/// becomes "고양"): as it does so for documents and queries alike, they still meet.
std::size_t hangul_stem_bytes(std::string_view word);

}  // namespace dateline::text
