#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/lexicon.h"
#include "common/text/ranking_recipe.h"
#include "common/text/token_list.h"

namespace dateline::query {

/// A part of a plain query ("Kim", "Jong-un") as it was analysed.
struct QueryPart {
  std::vector<std::string> terms;  ///< of words and numbers; "" for a run of Hangul, Han or Kana
  std::vector<text::Capitals> capitals;
  std::uint32_t first_position = 0;
  std::uint32_t last_position = 0;
  bool stop_word = false;  ///< nothing but such words
};

/// Parts [begin, end) of a plain query that are one name.
struct NameUnit {
  enum class Kind : std::uint8_t {
    kKnown,     ///< of the lexicon
    kKorean,    ///< written like the name of a Korean
    kCapitals,  ///< other words with capitals among words in small letters
  };
  Kind kind = Kind::kKnown;
  std::size_t begin = 0;
  std::size_t end = 0;
  text::LexiconMatch match = {};  ///< kKnown
  /// Its words must stand side by side; else they only may, and score higher there.
  bool together = true;
  bool shouted = false;  ///< in a query in capitals, which tell nothing then
};

/// What is asked of the index to tell a name from other words. Terms of the body.
class NameEvidence {
 public:
  virtual ~NameEvidence() = default;
  /// Articles that have a term.
  virtual std::uint64_t articles(const std::string& term) const = 0;
  /// Whether most articles that have all the words have them side by side.
  virtual bool usually_together(std::span<const std::string> terms) const = 0;
};

/// The names among the parts of a plain query, in order, without overlap (docs/query-language.md has the
/// rules). `matches` are those of the lexicon in the same text. Without evidence only what is written as a
/// name is one.
std::vector<NameUnit> find_name_units(std::span<const QueryPart> parts,
                                      std::span<const text::LexiconMatch> matches,
                                      const text::Lexicon& lexicon, const NameEvidence* evidence);

/// Whether the parts are a headline or a sentence: so many that not all are expected in an article, or all
/// with capitals.
bool is_headline(std::span<const QueryPart> parts, std::span<const NameUnit> units);

/// Whether a word of the query in capitals ("IT", "U.S.") is not the word in small letters.
bool is_abbreviation(const std::string& term, bool dotted, const NameEvidence& evidence);

}  // namespace dateline::query
