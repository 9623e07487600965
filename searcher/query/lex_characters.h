#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <unicode/utypes.h>

namespace dateline::query {

/// What a character is to the query language.
enum class LexSort : std::uint8_t {
  kSpace,
  kWord,
  kInner,  ///< stands within a word where word characters follow at once: "nuclear-armed", "U.S."
  kOther,
};

/// `c` as text::next_code_point gives it: -1 for bytes that are no text.
LexSort lex_sort(UChar32 c);

/// The character that closes a quotation opened by `c`, 0 when `c` opens none.
UChar32 closing_quote(UChar32 c);

/// The code point at byte `i`: 0 at the end, -1 where the bytes are not UTF-8.
UChar32 code_point_at(std::string_view text, std::size_t i);

/// Whether a character of a word stands at byte `i`.
bool word_character_at(std::string_view text, std::size_t i);

/// The end of the word characters from byte `i` on, with what may stand within a word.
std::size_t end_of_word(std::string_view text, std::size_t i);

}  // namespace dateline::query
