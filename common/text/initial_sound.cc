#include "common/text/initial_sound.h"

#include <algorithm>
#include <array>

#include "common/text/utf8.h"

namespace dateline::text {

std::vector<std::string> initial_sound_spellings(std::string_view word) {
  constexpr UChar32 kFirst = 0xAC00;
  constexpr UChar32 kLast = 0xD7A3;
  constexpr UChar32 kFinals = 28;
  constexpr UChar32 kVowels = 21;
  constexpr UChar32 kN = 2;
  constexpr UChar32 kR = 5;
  constexpr UChar32 kNone = 11;
  constexpr std::array<UChar32, 7> kLikeI{2, 3, 6, 7, 12, 17, 20};  // ya, yae, yo, ye, yo, yu, i
  std::vector<std::string> out;
  std::size_t behind = 0;
  if (word.empty()) return out;
  const UChar32 c = next_code_point(word, behind);
  if (c < kFirst || c > kLast) return out;
  const UChar32 initial = (c - kFirst) / (kVowels * kFinals);
  const UChar32 rest = (c - kFirst) % (kVowels * kFinals);
  const bool like_i = std::find(kLikeI.begin(), kLikeI.end(), rest / kFinals) != kLikeI.end();
  if (initial != kN && initial != kR && (initial != kNone || !like_i)) return out;
  for (const UChar32 other : {kR, kN, kNone}) {
    if (other == initial || (other == kNone && !like_i)) continue;
    const auto syllable = static_cast<char32_t>(kFirst + other * kVowels * kFinals + rest);
    std::string spelling;
    spelling += static_cast<char>(0xE0 | (syllable >> 12));
    spelling += static_cast<char>(0x80 | (syllable >> 6 & 0x3F));
    spelling += static_cast<char>(0x80 | (syllable & 0x3F));
    out.push_back(spelling.append(word.substr(behind)));
  }
  return out;
}

}  // namespace dateline::text
