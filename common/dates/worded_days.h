#pragma once

#include <cstddef>
#include <optional>

#include "common/dates/token_stream.h"

namespace dateline::dates {

/// A day of the month in words: "ninth", "twenty-first", "двадцать первого", "nueve".
struct WordedDay {
  unsigned day = 0;       ///< 1..31
  std::size_t begin = 0;  ///< range of tokens
  std::size_t end = 0;
};

/// The one whose last word is the token `last`.
std::optional<WordedDay> worded_day_ending(const TokenStream& s, std::size_t last);
/// The one that begins with the token `first`.
std::optional<WordedDay> worded_day_beginning(const TokenStream& s, std::size_t first);

/// 1..12 for "I" to "XII", in capitals; else 0.
unsigned roman_month(std::string_view word);

}  // namespace dateline::dates
