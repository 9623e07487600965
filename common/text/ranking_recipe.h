#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyzer.h"
#include "common/text/language.h"

namespace dateline::text {

/// What an index must hold for the recipe to work; `docs/text.md` has the figures behind each number.
inline constexpr std::string_view kStemPrefix = "Z";  ///< before every stem: "Zvisit"
inline constexpr std::string_view kTitlePrefix =
    "S";  ///< before the terms of the title: "Svisits", "ZSvisit"
inline constexpr std::string_view kLeadPrefix = "XL";  ///< before the stems of the lead: "XLvisit", wdf 0
/// Before the term of a word that is written in capitals or with dots (Capitals::kAll), at the position of
/// the word and beside its term, wdf 0: "XAus" for "U.S." and "US".
inline constexpr std::string_view kCapitalsPrefix = "XA";
inline constexpr std::uint32_t kTitleWdf = 3;    ///< what a word of the title counts among those of the body
inline constexpr std::uint32_t kTitleGap = 100;  ///< positions between the last word of title and the body
inline constexpr std::uint32_t kLeadWords = 50;  ///< the first tokens of the body that have a stem

/// Parameters of Xapian::BM25PlusWeight(k1, 0, 1, b, min_normlen, delta). The defaults are those for a query
/// of a few words.
struct Weighting {
  double k1 = 1.2;
  double b = 0.6;
  double min_normlen = 0;
  double delta = 0.6;
  bool operator==(const Weighting&) const = default;
};

/// Alternatives of one word: they count as one term (OP_SYNONYM). Never empty.
struct TermGroup {
  std::vector<std::string> terms;  ///< as in the index, with "Z" where it is a stem
  bool operator==(const TermGroup&) const = default;
};

struct WeightedGroup {
  TermGroup group;
  double factor = 1;  ///< OP_SCALE_WEIGHT
};

/// One word of a free-text query.
struct QueryWord {
  std::size_t offset = 0;  ///< byte range in the query text
  std::size_t length = 0;
  std::uint32_t first_position = 0;  ///< positions that it takes among the tokens
  std::uint32_t last_position = 0;
  bool stop_word = false;  ///< says so little that it need not match and does not score
  /// The word is in a document when all of these are: one group for a word of letters, the bigrams of the
  /// word without its particles for Hangul, all bigrams for Han and Kana.
  std::vector<TermGroup> required;
  /// What it adds to the score.
  std::vector<WeightedGroup> scoring;
  /// Its stems, for title and lead; "" where it has none (numbers, Han, Kana).
  std::vector<std::string> stems;
  std::string term;     ///< the normal form of a word of letters or number, for nearness; else empty
  std::string written;  ///< a word of Hangul of which an ending was taken off, with it; else empty
};

/// How a free-text query is matched and scored. The searcher turns it into a query:
/// - match: the `required` of every word but stop words, joined by AND (or OR when any word may do);
/// - score: OR of every `scoring` of every word but stop words, filtered by the match;
/// - AND_MAYBE OR of the bonuses:
///   - title_bonus x AND of the title forms of all words but stop words, where there are two or more;
///   - for each pair of neighbouring words with `term`s: near_bonus x OP_NEAR(term, term) within near_window;
///   - where articles have no title, for which their leads then stand:
///     - for each pair of neighbouring words with stems: lead_pair_bonus x (Zstem AND Zstem, filtered by both
///       leads);
///     - where no article has a title: lead_bonus x (AND of all stems, filtered by their leads), where there
///       are two or more.
/// A word's title form is its `required` with kTitlePrefix ("ZS" + stem, "S" + term).
struct Recipe {
  Weighting weighting;
  std::vector<QueryWord> words;
  double title_bonus = 0;
  double near_bonus = 0;
  std::uint32_t near_window = 5;
  double lead_pair_bonus = 0;
  double lead_bonus = 0;
  /// What words of the best articles may weigh together in the order of the others, where a word of the query
  /// weighs 1; 0: nothing (searcher/search/feedback.h).
  double feedback = 0;
};

/// The recipe for `text`. `languages` are those in which the indexed documents are written (in any order;
/// unknown is one of them): a word of letters is looked for by its stem in each, once. Where all words are
/// stop words none is.
Recipe ranking_recipe(std::string_view text, std::span<const Language> languages, Analyzer& analyzer);

inline constexpr std::uint32_t kEveryPosition = std::numeric_limits<std::uint32_t>::max();

/// The terms of an exact phrase, in order: those that stand at consecutive positions of the index where the
/// text occurs (OP_PHRASE with a window of their number). Words and numbers, and of Hangul, Han and Kana the
/// bigrams; a character that ends a bigram has no term of its own at the end. What lies behind
/// `last_position` is left out. The views live as long as the tokens.
std::vector<std::string_view> phrase_terms(const TokenList& tokens,
                                           std::uint32_t last_position = kEveryPosition);

/// The term for a word in capitals.
std::string capitals_term(std::string_view word);
/// Whether a term of the body is one.
bool is_capitals_term(std::string_view term);

/// The title form of a term of the index: "Zvisit" is "ZSvisit", "visits" is "Svisits". A term of the body
/// never begins with a capital letter, so "Z" is always the stem's.
std::string title_term(std::string_view term);

}  // namespace dateline::text
