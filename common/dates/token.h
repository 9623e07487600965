#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/dates/lexicon.h"

namespace dateline::dates {

/// A piece of a normal text. White space is no token but the `gap` of the one after it.
struct Token {
  enum class Type : std::uint8_t {
    kEnd,     ///< beyond the last token
    kBreak,   ///< text was skipped here: nothing matches across it
    kNumber,  ///< ASCII digits; `value` (0 when longer than nine), `digits`
    kWord,    ///< a word of letters, or a keyword of Chinese, Japanese or Korean
    kOther,   ///< anything that means nothing in a date: other characters, times of day
    kPunct,   ///< one sign; `value` is its code point
    kUrl,     ///< an address: protected from being read as a date
    kYear,    ///< a year expression; `value` is its index
  };

  std::uint32_t begin = 0;  ///< byte range in the normal text
  std::uint32_t end = 0;
  std::uint32_t value = 0;
  std::uint16_t gap = 0;   ///< white space characters before it
  std::uint8_t lines = 0;  ///< line feeds among them
  std::uint8_t digits = 0;
  Type type = Type::kEnd;
  bool capital = false;  ///< a word that begins with a capital
  bool cjk = false;      ///< a keyword of Chinese, Japanese or Korean
  WordInfo info;

  bool is(WordClass c) const { return type == Type::kWord && info.word_class == c; }
  bool is(char32_t sign) const { return type == Type::kPunct && value == sign; }
  bool number() const { return type == Type::kNumber; }
};

/// A year of four digits by its size; what stands around it is another question.
inline bool has_year_size(const Token& t) {
  return t.number() && t.digits == 4 && t.value >= 1000 && t.value <= 2099;
}

/// Whether a number can be a Gregorian year by what is printed around it: no part of a longer
/// number, of a name ("KN2015") or of a decimal.
bool is_plain_year(std::string_view normal, const Token& token);

}  // namespace dateline::dates
