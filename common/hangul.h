#pragma once

/// Syllables of Hangul as Unicode builds them (chapter 3.12): from an initial, a vowel and a final, the last
/// of which may be missing.
namespace dateline::hangul {

inline constexpr char32_t kFirst = 0xAC00;
inline constexpr char32_t kLast = 0xD7A3;
inline constexpr char32_t kVowels = 21;
inline constexpr char32_t kFinals = 28;  ///< 0 for none

constexpr bool is_syllable(char32_t c) { return c >= kFirst && c <= kLast; }
/// Of a syllable.
constexpr char32_t final_of(char32_t syllable) { return (syllable - kFirst) % kFinals; }

}  // namespace dateline::hangul
