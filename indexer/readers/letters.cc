#include "indexer/readers/letters.h"

#include <unicode/utf8.h>

#include <cstdint>
#include <string_view>

namespace dateline::indexer {
namespace {

/// Characters of a text by what they tell of its encoding.
struct Census {
  std::size_t ascii = 0;
  std::size_t hangul = 0;
  std::size_t kana = 0;
  std::size_t han = 0;
  std::size_t common_han = 0;  ///< among the most frequent ones of Chinese
  std::size_t cyrillic_lower = 0;
  std::size_t cyrillic_upper = 0;
  std::size_t latin = 0;       ///< accented letters beside another letter
  std::size_t lone_latin = 0;  ///< accented letters where no word is
  std::size_t neutral = 0;     ///< punctuation of all scripts
  std::size_t strange = 0;     ///< controls, letters of other scripts, what is no character
  std::size_t mixed = 0;       ///< Cyrillic beside ASCII letters or digits
  std::size_t blanks = 0;      ///< spaces and line ends, one before the text included
};

bool is_ascii_letter(UChar32 c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_cyrillic(UChar32 c) { return (c >= 0x410 && c <= 0x44F) || c == 0x401 || c == 0x451; }  // Russian
/// Letters of the Western European languages; thorn, eth and the like stand in none of those read here.
bool is_latin(UChar32 c) {
  return (c >= 0xC0 && c <= 0xFC && c != 0xC3 && c != 0xD0 && c != 0xD7 && c != 0xDE && c != 0xF0 &&
          c != 0xF7) ||
         c == 0x152 || c == 0x153 || c == 0x160 || c == 0x161 || c == 0x178 || c == 0x17D || c == 0x17E;
}
/// The most frequent characters of Chinese, simplified and traditional: a quarter of any text, a hundredth of
/// one that was decoded wrongly.
bool is_common_han(UChar32 c) {
  static constexpr std::u32string_view kCommon =
      U"的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子"
      U"说說产產种種面而方后後多定行学學法所民得经經日月新";
  return kCommon.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}
bool is_neutral(UChar32 c) {
  return c == 0xA0 || c == 0xA1 || c == 0xA3 || c == 0xA7 || c == 0xA9 || c == 0xAA || c == 0xAB ||
         c == 0xAE || c == 0xB0 || c == 0xB1 || c == 0xB2 || c == 0xB3 || c == 0xB7 || c == 0xBA ||
         c == 0xBB || c == 0xBD || c == 0xBF || c == 0xD7 || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0x2030 && c <= 0x203B) || c == 0x20AC || (c >= 0x2100 && c <= 0x22FF) ||
         (c >= 0x2460 && c <= 0x24FF) || (c >= 0x25A0 && c <= 0x26FF) || (c >= 0x3000 && c <= 0x303F) ||
         (c >= 0x3200 && c <= 0x33FF) || (c >= 0xFF00 && c <= 0xFF65) || (c >= 0xFFE0 && c <= 0xFFE6);
}

void count(Census& census, UChar32 before, UChar32 c, UChar32 after) {
  const auto letter = [](UChar32 x) { return is_ascii_letter(x) || is_latin(x); };
  if (c < 0x80) {
    const bool control = (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F;
    if (c == ' ' || c == '\n') ++census.blanks;
    ++(control ? census.strange : census.ascii);
  } else if (c >= 0xAC00 && c <= 0xD7A3) {
    ++census.hangul;
  } else if (c >= 0x3041 && c <= 0x30FF) {
    ++census.kana;
  } else if (c >= 0x4E00 && c <= 0x9FFF) {
    ++census.han;
    if (is_common_han(c)) ++census.common_han;
  } else if (is_cyrillic(c)) {
    const auto beside = [](UChar32 x) { return is_ascii_letter(x) || (x >= '0' && x <= '9'); };
    const bool upper = c < 0x430;
    ++(upper && (is_cyrillic(before) || !is_cyrillic(after)) ? census.cyrillic_upper : census.cyrillic_lower);
    if (beside(before) || beside(after)) ++census.mixed;
  } else if (is_latin(c)) {
    ++(letter(before) || is_ascii_letter(after) ? census.latin : census.lone_latin);
  } else {
    ++(is_neutral(c) ? census.neutral : census.strange);
  }
}

Census take_census(std::string_view text) {
  Census census;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t size = text.size();
  UChar32 before = ' ';
  UChar32 c = ' ';
  for (std::size_t i = 0; i < size;) {
    UChar32 after = 0;
    U8_NEXT(bytes, i, size, after);
    count(census, before, c, after);  // begins with the blank before the text
    before = c;
    c = after;
  }
  count(census, before, c, ' ');
  return census;
}

/// True when `part` is at least `percent` of `whole`.
bool share(std::size_t part, std::size_t whole, std::size_t percent) { return part * 100 >= whole * percent; }

}  // namespace

bool stands_in_latin_words(std::string_view text) {
  std::size_t letters = 0;
  std::size_t in_words = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  bool ascii_before = false;
  bool waits = false;  // a letter whose neighbour before it is no ASCII letter
  for (std::size_t i = 0; i < text.size();) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);
    const bool letter = (c >= 0x80 || c < 0) && !is_neutral(c);
    const bool ascii = is_ascii_letter(c);
    if (letter) ++letters;
    if ((letter && ascii_before) || (waits && ascii)) ++in_words;
    waits = letter && !ascii_before;
    ascii_before = ascii;
  }
  constexpr std::size_t kInWords = 60;  // percent; "à" and "où" stand alone in French
  return share(in_words, letters, kInWords);
}

bool has_western_words(std::string_view text) {
  const Census n = take_census(text);
  const std::size_t accented = n.latin + n.lone_latin;
  const std::size_t others = n.hangul + n.kana + n.han + n.cyrillic_lower + n.cyrillic_upper + n.strange;
  return accented > 0 && !share(others, accented, 10) && stands_in_latin_words(text);
}

bool reads_like(std::string_view text, std::string_view encoding) {
  constexpr std::size_t kEnough = 6;  // letters, as many as a short headline has
  const Census n = take_census(text);
  const std::size_t letters =
      n.hangul + n.kana + n.han + n.cyrillic_lower + n.cyrillic_upper + n.latin + n.lone_latin + n.strange;
  const std::size_t cyrillic = n.cyrillic_lower + n.cyrillic_upper;
  if (encoding == "EUC-KR" || encoding == "ISO-2022-KR") {
    return n.hangul >= kEnough && share(n.hangul, letters, 85) && share(n.hangul + n.han, letters, 97);
  }
  if (encoding == "Shift_JIS" || encoding == "EUC-JP" || encoding == "ISO-2022-JP") {
    return n.kana + n.han >= kEnough && share(n.kana + n.han, letters, 95) && share(n.kana, letters, 15);
  }
  if (encoding == "GB18030" || encoding == "Big5") {
    constexpr std::size_t kEnoughToCount = 40;
    const bool is_chinese = n.han < kEnoughToCount || share(n.common_han, n.han, 5);
    return n.han >= kEnough && share(n.han, letters, 95) && n.hangul == 0 && !share(n.kana, letters, 5) &&
           is_chinese;
  }
  if (encoding == "windows-1251" || encoding == "KOI8-R") {
    return cyrillic >= kEnough && share(cyrillic, letters, 95) && share(n.cyrillic_lower, cyrillic, 70) &&
           !share(n.mixed, cyrillic, 10);
  }
  if (encoding == "windows-1252") {
    const std::size_t good = n.latin + n.neutral;
    return good >= 2 && share(n.latin, letters, 90) && !share(good, n.ascii, 30);
  }
  if (encoding == "UTF-16LE" || encoding == "UTF-16BE") {
    const std::size_t known = letters - n.strange - n.lone_latin;
    return n.ascii + known >= kEnough && n.blanks > 1 &&
           !share(n.strange + n.lone_latin, n.ascii + letters, 2);
  }
  return false;
}

}  // namespace dateline::indexer
