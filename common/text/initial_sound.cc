#include "common/text/initial_sound.h"

#include <algorithm>
#include <array>

#include "common/hangul.h"
#include "common/text/utf8.h"

namespace dateline::text {

namespace {

using hangul::is_syllable;
using hangul::kFinals;
using hangul::kFirst;
using hangul::kVowels;

/// What may stand in place of the first syllable.
std::vector<char32_t> first_syllables(char32_t c) {
  constexpr char32_t kN = 2;
  constexpr char32_t kR = 5;
  constexpr char32_t kNone = 11;
  constexpr std::array<char32_t, 7> kLikeI{2, 3, 6, 7, 12, 17, 20};  // ya, yae, yo, ye, yo, yu, i
  std::vector<char32_t> out;
  const char32_t initial = (c - kFirst) / (kVowels * kFinals);
  const char32_t rest = (c - kFirst) % (kVowels * kFinals);
  const bool like_i = std::find(kLikeI.begin(), kLikeI.end(), rest / kFinals) != kLikeI.end();
  if (initial != kN && initial != kR && (initial != kNone || !like_i)) return out;
  for (const char32_t other : {kR, kN, kNone}) {
    if (other != initial && (other != kNone || like_i))
      out.push_back(kFirst + other * kVowels * kFinals + rest);
  }
  return out;
}

/// Behind a vowel or a final ㄴ the south writes 율 and 열 for 률 and 렬: "규률" and "규율", "대렬" and
/// "대열".
std::u32string inner_sounds(std::u32string_view word) {
  constexpr std::array<std::u32string_view, 4> kPairs{U"률율", U"율률", U"렬열", U"열렬"};
  constexpr char32_t kFinalN = 4;
  std::u32string out(word);
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (!is_syllable(word[i - 1])) continue;
    const char32_t final = hangul::final_of(word[i - 1]);
    if (final != 0 && final != kFinalN) continue;
    for (const std::u32string_view pair : kPairs) {
      if (word[i] == pair[0]) out[i] = pair[1];
    }
  }
  return out;
}

std::string to_utf8(std::u32string_view word) {
  std::string out;
  for (const char32_t c : word) append_code_point(out, static_cast<UChar32>(c));
  return out;
}

}  // namespace

std::vector<std::string> initial_sound_spellings(std::string_view word) {
  std::u32string written;
  for (std::size_t at = 0; at < word.size();) written += static_cast<char32_t>(next_code_point(word, at));
  std::vector<std::string> out;
  if (written.empty() || !is_syllable(written[0])) return out;
  std::u32string other = inner_sounds(written);
  const bool inner = other != written;
  if (inner) out.push_back(to_utf8(other));
  for (const char32_t first : first_syllables(written[0])) {
    written[0] = other[0] = first;
    out.push_back(to_utf8(written));
    if (inner) out.push_back(to_utf8(other));
  }
  return out;
}

}  // namespace dateline::text
