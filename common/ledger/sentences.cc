#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "common/hangul.h"
#include "common/ledger/words.h"
#include "common/utf8.h"

namespace dateline::ledger {
namespace {

bool is_blank(UChar32 c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000;
}
bool ends_sentence(UChar32 c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}
bool is_full_stop_of_han(UChar32 c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }
bool closes(UChar32 c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB ||
         c == 0x300B || c == 0x300D || c == 0x300F;
}
bool is_hangul_syllable(UChar32 c) { return hangul::is_syllable(static_cast<char32_t>(c)); }

/// Words behind which a point does not end a sentence.
bool is_abbreviation(std::string_view before) {
  std::size_t begin = before.size();
  while (begin > 0 && static_cast<unsigned char>(before[begin - 1]) > ' ' && before[begin - 1] != '(' &&
         before[begin - 1] != '"')
    --begin;
  std::string word(before.substr(begin));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') return true;
  static constexpr std::array<std::string_view, 33> kWords{
      "mr",  "mrs", "ms", "dr",  "gen",  "col", "maj", "lt",  "capt",    "sgt",  "no",
      "nos", "st",  "vs", "jr",  "prof", "hon", "jan", "feb", "aug",     "sept", "oct",
      "nov", "dec", "sr", "sra", "dra",  "num", "u.s", "u.k", "d.p.r.k", "p.m",  "a.m"};
  return std::ranges::find(kWords, word) != kWords.end();
}

}  // namespace

std::vector<Span> sentences_of(std::string_view text) {
  std::vector<Span> out;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    std::size_t first = begin;
    std::size_t last = end;
    while (first < last && static_cast<unsigned char>(text[first]) <= ' ') ++first;
    while (last > first && static_cast<unsigned char>(text[last - 1]) <= ' ') --last;
    if (first < last) out.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
    begin = end;
  };
  bool ended = false;       // the text so far ends as a sentence does
  UChar32 before_stop = 0;  // the character before the sign that ended it
  UChar32 last = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    const UChar32 c = next_code_point(text, i);
    if (ends_sentence(c)) {
      if (!ended) before_stop = last;
      const bool abbreviated = c == '.' && is_abbreviation(text.substr(begin, at - begin));
      ended = !abbreviated;
      last = c;
      if (is_full_stop_of_han(c)) {
        while (i < text.size()) {  // with the quotation marks behind it
          std::size_t next = i;
          if (!closes(next_code_point(text, next))) break;
          i = next;
        }
        add(i);
        ended = false;
      }
      continue;
    }
    const bool apart = at > 0 && static_cast<unsigned char>(text[at - 1]) <= ' ';
    if (closes(c) && ended && !apart) continue;
    if (c == '\n') {
      std::size_t next = i;
      while (next < text.size() && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r')) ++next;
      const bool blank_line = next >= text.size() || text[next] == '\n';
      if (ended || blank_line || last == ':') {
        add(i);
        ended = false;
      }
      continue;
    }
    if (is_blank(c)) continue;
    if (ended) {
      const bool small = u_islower(c) != 0;
      const bool hangul = is_hangul_syllable(before_stop) && !(c < 0x80 && u_isdigit(c) != 0);
      if ((apart && !small) || (!apart && hangul)) add(at);
      ended = false;
    }
    last = c;
  }
  add(text.size());
  return out;
}

}  // namespace dateline::ledger
