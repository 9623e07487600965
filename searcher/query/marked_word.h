#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "searcher/query/ast.h"

namespace dateline::query {

/// A word with the marks that stand in it and behind it.
struct MarkedWord {
  std::string text;  ///< kPattern: with its * and ?; kRegex: the expression; else without marks
  WordMatch match = WordMatch::kStem;
  unsigned distance = 0;  ///< kSpelling: as written, 1 where no number is
  std::size_t end = 0;    ///< byte behind the word and its marks
};

/// The word that starts at byte `i`, where a character of a word stands, or a * before one. A star at the end
/// is kPrefix, stars elsewhere and ? before a character of a word are kPattern, ~ is kSpelling but after a
/// number ("3~5") and before letters ("May~June"). Without `may_be_pattern` what is one ends before its sign.
MarkedWord marked_word_at(std::string_view text, std::size_t i, bool may_be_pattern = true);

/// The end of the expression between slashes that starts at the `/` at byte `i` and is closed before a blank,
/// a parenthesis or the end of the text; 0 where there is none.
std::size_t expression_end(std::string_view text, std::size_t i);

}  // namespace dateline::query
