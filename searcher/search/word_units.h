#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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

/// Units [begin, end) of a text.
struct UnitRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The units that a range of bytes touches. `from`: none before this one does, as when ranges are looked for
/// in their order.
UnitRange units_at(std::span<const WordUnit> units, std::uint32_t begin, std::uint32_t end,
                   std::size_t from = 0);

/// Whether a unit says something by itself: no number, no word like "the", no single letter.
bool is_telling(const WordUnit& unit);

}  // namespace dateline::search
