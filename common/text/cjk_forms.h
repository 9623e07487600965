#pragma once

#include <unicode/utypes.h>

namespace dateline::text {

// One form for what is written in several: docs/text.md.

/// Traditional and Japanese forms of a Han character as the simplified one; other characters as they are.
UChar32 han_form(UChar32 c);

/// ー
inline constexpr UChar32 kProlonged = 0x30FC;
/// ヴ
inline constexpr UChar32 kVu = 0x30F4;

/// Katakana and ー, also of half width.
bool is_katakana(UChar32 c);

/// Katakana as Hiragana; other characters as they are.
UChar32 hiragana_form(UChar32 c);

/// ば, び, べ or ぼ, for which ヴ and this small vowel are written ("ヴェ"); 0 for other characters.
UChar32 voiced_labial(UChar32 small_vowel);

}  // namespace dateline::text
