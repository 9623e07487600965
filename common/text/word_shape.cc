#include "common/text/word_shape.h"

#include <unicode/uchar.h>

#include "common/text/characters.h"
#include "common/text/utf8.h"

namespace dateline::text {

std::size_t apostrophe_bytes(std::string_view text) {
  if (text.empty()) return 0;
  std::size_t i = 0;
  return char_class(next_code_point(text, i)) == CharClass::kApostrophe ? i : 0;
}

std::string_view without_possessive(std::string_view word) {
  if (word.size() < 3 || (word.back() | 0x20) != 's') return word;
  const std::size_t s = word.size() - 1;
  std::size_t i = s - 1;
  while (i > 0 && U8_IS_TRAIL(static_cast<unsigned char>(word[i]))) --i;
  return i > 0 && apostrophe_bytes(word.substr(i, s - i)) == s - i ? word.substr(0, i) : word;
}

std::string_view without_elision(std::string_view word) {
  std::size_t article = 0;
  const char first = word.empty() ? '\0' : static_cast<char>(word[0] | 0x20);
  if (word.size() >= 3 && first == 'q' && (word[1] | 0x20) == 'u') {
    article = 2;
  } else if (word.size() >= 3 && std::string_view("ldjmnsc").find(first) != std::string_view::npos) {
    article = 1;
  }
  if (article == 0) return word;
  const std::size_t apostrophe = apostrophe_bytes(word.substr(article));
  if (apostrophe == 0) return word;
  const std::string_view rest = word.substr(article + apostrophe);
  if (rest.size() < 2) return word;
  std::size_t i = 0;
  const UChar32 c = next_code_point(rest, i);
  if (c >= 0xC0) return script_of(c) == Script::kLatin ? rest : word;
  return std::string_view("aeiouyh").find(static_cast<char>(c | 0x20)) != std::string_view::npos ? rest
                                                                                                 : word;
}

Capitals capitals_of(std::string_view word) {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  bool dots = false;
  bool others = false;
  bool initial = false;
  for (std::size_t i = 0; i < word.size();) {
    const UChar32 c = next_code_point(word, i);
    if (char_class(c) == CharClass::kDot) {
      dots = true;
    } else if (char_class(c) != CharClass::kLetter) {
      others = others || char_class(c) != CharClass::kMark;
    } else {
      const bool capital = u_isUUppercase(c);
      initial = initial || (letters == 0 && capital);
      capitals += capital ? 1 : 0;
      if (++letters > kMaxCapitals) return initial ? Capitals::kInitial : Capitals::kNone;
    }
  }
  if (!others && letters >= 2 && (dots || capitals == letters)) return Capitals::kAll;
  return initial ? Capitals::kInitial : Capitals::kNone;
}

}  // namespace dateline::text
