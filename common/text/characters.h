#pragma once

#include <unicode/utypes.h>

#include <cstdint>

namespace dateline::text {

/// What a character is to the Analyzer, above the word boundaries of UAX #29.
enum class CharClass : std::uint8_t {
  kOther,  ///< punctuation, symbols: ends a term
  kSpace,
  kLetter,  ///< letter of an alphabet, also a compatibility sign that stands for letters or digits
  kDigit,
  kMark,        ///< combining mark or invisible format character: belongs to the character before
  kApostrophe,  ///< joins letters and vanishes
  kDot,         ///< joins digits, and the letters of an abbreviation
  kComma,       ///< joins groups of digits
  kCjk,         ///< Hangul, Han, Kana, Bopomofo
};

CharClass char_class(UChar32 c);

/// Whether `c` is Hangul (a syllable or a letter).
bool is_hangul(UChar32 c);

/// Letters whose words stem alike.
enum class Script : std::uint8_t {
  kLatin,
  kCyrillic,
  kGreek,
  kArabic,
  kArmenian,
  kDevanagari,
  kTamil,
  kHebrew,
  kOther
};

Script script_of(UChar32 c);

}  // namespace dateline::text
