#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/language.h"

namespace dateline::text {

/// Name and version of the analysis. Written into every index; an index of another version must be rebuilt,
/// because its terms would no longer match those of a query.
inline constexpr std::string_view kAnalyzerName = "dateline";
inline constexpr int kAnalyzerVersion = 1;

/// One term occurrence. Words and their stems share a position; a bigram of a Hangul, Han or Kana run has the
/// position of its first character.
struct Token {
  std::string_view term;  ///< normal form, at most 245 bytes, without field prefix; lives in the TokenList
  std::string_view stem;  ///< empty when the token has none of its own (a Z term is "Z" + stem)
  std::uint32_t position = 0;  ///< 1-based, counted within one call
  std::uint32_t offset = 0;    ///< byte range of the source text
  std::uint32_t length = 0;
  enum class Kind : std::uint8_t { kWord, kNumber, kBigram, kCharacter } kind = Kind::kWord;
};

/// What analysis had to do to bad input; added up over documents and reported.
struct AnalysisCounts {
  std::uint64_t invalid_bytes = 0;   ///< bytes that are not UTF-8
  std::uint64_t leftovers = 0;       ///< literal "&nbsp;", U+FFFD, control characters cleaned away
  std::uint64_t cut_terms = 0;       ///< terms cut to 245 bytes
  std::uint64_t dropped_terms = 0;
};

/// Tokens of one text in reading order. Reused from text to text, it stops allocating.
class TokenList;

}  // namespace dateline::text
