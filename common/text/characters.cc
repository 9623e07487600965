#include "common/text/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace dateline::text {

namespace {

// "㎞", "①" and their like are symbols to UAX #29 but letters or digits once folded.
bool stands_for_alphanumerics(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return false;
  icu::UnicodeString folded;
  if (!nfkc->getDecomposition(c, folded) || folded.isEmpty()) return false;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    if (!u_isalnum(folded.char32At(i))) return false;
  }
  return true;
}

CharClass ascii_class(UChar32 c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharClass::kLetter;
  if (c >= '0' && c <= '9') return CharClass::kDigit;
  if (c == ' ' || (c >= '\t' && c <= '\r')) return CharClass::kSpace;
  if (c == '\'') return CharClass::kApostrophe;
  if (c == '.') return CharClass::kDot;
  if (c == ',') return CharClass::kComma;
  return CharClass::kOther;
}

}  // namespace

CharClass char_class(UChar32 c) {
  if (c < 0x80) return ascii_class(c);
  if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF)) return CharClass::kCjk;
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0xFF07:
      return CharClass::kApostrophe;
    case 0x2024:
    case 0xFF0E:
    case 0xFE52:
      return CharClass::kDot;
    case 0xFF0C:
    case 0xFE50:
      return CharClass::kComma;
    case 0x30FC:
    case 0xFF70:
    case 0x3005:
    case 0x3007:
      return CharClass::kCjk;
    case 0xFF9E:
    case 0xFF9F:  // half-width voicing marks compose with the kana before
      return CharClass::kMark;
    default:
      break;
  }
  switch (static_cast<int>(u_charType(c))) {
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return CharClass::kMark;
    case U_SPACE_SEPARATOR:
      return CharClass::kSpace;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharClass::kDigit;
    default:
      break;
  }
  UErrorCode status = U_ZERO_ERROR;
  switch (static_cast<int>(uscript_getScript(c, &status))) {
    case USCRIPT_HANGUL:
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
      return u_isalpha(c) ? CharClass::kCjk : CharClass::kOther;
    default:
      break;
  }
  if (u_isUAlphabetic(c) || u_isalnum(c)) return CharClass::kLetter;
  return stands_for_alphanumerics(c) ? CharClass::kLetter : CharClass::kOther;
}

bool is_hangul(UChar32 c) {
  if (c >= 0xAC00 && c <= 0xD7A3) return true;
  if (c < 0x1100) return false;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == USCRIPT_HANGUL;
}

Script script_of(UChar32 c) {
  if (c < 0x80) return Script::kLatin;
  UErrorCode status = U_ZERO_ERROR;
  switch (static_cast<int>(uscript_getScript(c, &status))) {
    case USCRIPT_LATIN:
      return Script::kLatin;
    case USCRIPT_CYRILLIC:
      return Script::kCyrillic;
    case USCRIPT_GREEK:
      return Script::kGreek;
    case USCRIPT_ARABIC:
      return Script::kArabic;
    case USCRIPT_ARMENIAN:
      return Script::kArmenian;
    case USCRIPT_DEVANAGARI:
      return Script::kDevanagari;
    case USCRIPT_TAMIL:
      return Script::kTamil;
    case USCRIPT_HEBREW:
      return Script::kHebrew;
    default:
      return Script::kOther;
  }
}

}  // namespace dateline::text
