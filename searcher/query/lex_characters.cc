#include "searcher/query/lex_characters.h"

#include <unicode/uchar.h>

#include "common/text/characters.h"
#include "common/text/utf8.h"

namespace dateline::query {
namespace {

using text::CharClass;

bool digit_at(std::string_view text, std::size_t i) {
  return i < text.size() && text[i] >= '0' && text[i] <= '9';
}

}  // namespace

LexSort lex_sort(UChar32 c) {
  if (c < 0) return LexSort::kOther;
  if (u_isUWhiteSpace(c)) return LexSort::kSpace;
  switch (c) {
    case '-':
    case '_':
    case '@':
    case 0x2010:  // hyphen
    case 0x2011:  // non-breaking hyphen
    case 0x00B7:  // middle dot
      return LexSort::kInner;
    default:
      break;
  }
  switch (text::char_class(c)) {
    case CharClass::kLetter:
    case CharClass::kDigit:
    case CharClass::kMark:
    case CharClass::kCjk:
      return LexSort::kWord;
    case CharClass::kApostrophe:
    case CharClass::kDot:
    case CharClass::kComma:
      return LexSort::kInner;
    case CharClass::kSpace:
      return LexSort::kSpace;
    case CharClass::kOther:
      break;
  }
  return LexSort::kOther;
}

UChar32 closing_quote(UChar32 c) {
  switch (c) {
    case '"':
    case 0xFF02:
      return c;
    case 0x201C:  // “
    case 0x201E:  // „
      return 0x201D;
    case 0x00AB:  // «
      return 0x00BB;
    default:
      return 0;
  }
}

UChar32 code_point_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return 0;
  return text::next_code_point(text, i);
}

bool word_character_at(std::string_view text, std::size_t i) {
  return i < text.size() && lex_sort(code_point_at(text, i)) == LexSort::kWord;
}

std::size_t end_of_word(std::string_view text, std::size_t i) {
  while (i < text.size()) {
    std::size_t next = i;
    const UChar32 c = text::next_code_point(text, next);
    const LexSort sort = lex_sort(c);
    const bool joins = sort == LexSort::kInner && word_character_at(text, next) &&
                       (c != ',' || (i > 0 && digit_at(text, i - 1) && digit_at(text, next)));
    if (sort != LexSort::kWord && !joins) break;
    i = next;
  }
  return i;
}

}  // namespace dateline::query
