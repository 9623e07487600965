#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/text/token_list.h"

namespace dateline::search {

/// A word of a text as frequencies are counted: the normal form of a word or number, the stem of a Hangul
/// word, and for Han and Kana, which have no blanks, each pair of neighbouring characters.
struct WordUnit {
  enum class Kind : std::uint8_t {
    kWord,
    kNumber,
    kHangul,
    kPair,
    kName,  ///< words of a name with blanks between: "kim jong un"
  };
  std::string_view word;    ///< lives as long as the tokens; empty for a last character without a pair
  std::uint32_t begin = 0;  ///< byte range in the text
  std::uint32_t end = 0;
  Kind kind = Kind::kWord;
};

/// Every word of a text in order; as many as text::count_words gives.
void word_units(const text::TokenList& tokens, std::vector<WordUnit>& out);

/// Whether a unit says something by itself: no number, no word like "the", no single letter.
bool is_telling(const WordUnit& unit);

}  // namespace dateline::search
