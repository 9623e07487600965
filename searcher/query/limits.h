#pragma once

#include <cstddef>
#include <cstdint>

/// Bounds of the query language. Every one of them ends in a QueryError that says so.
namespace dateline::query {

inline constexpr std::size_t kMaxQueryBytes = 64 * 1024;
inline constexpr unsigned kMaxDepth = 100;      ///< parentheses within parentheses
inline constexpr std::size_t kMaxParts = 1000;  ///< words, phrases and field terms of a query
inline constexpr std::size_t kMaxWords = 2000;  ///< of all parts together
/// In a loose query a run of Hangul or Han with more bigrams counts as found where most of them are, because
/// one may leave out blanks there.
inline constexpr std::size_t kMaxLoosePhrase = 2;
inline constexpr std::size_t kMinPrefixLetters = 3;
inline constexpr std::size_t kMinPatternLetters = 2;  ///< beside * and ? within a word
inline constexpr std::uint32_t kMaxOpenWords = 5;     ///< for which a star alone in a phrase stands at most
inline constexpr std::size_t kMaxPhraseWays = 100;    ///< in which a phrase with alternatives may stand
inline constexpr std::size_t kMaxExpansion = 1000;    ///< words that one prefix or spelling may stand for
inline constexpr std::size_t kMaxExpanded = 50;       ///< words and values with a star or a tilde
inline constexpr unsigned kMaxNear = 1000;
/// Words of one `near`, and of all of a query together: the time to compare positions grows faster than the
/// number of words. Of Korean, Chinese and Japanese each character is one.
inline constexpr std::size_t kMaxNearWords = 12;
inline constexpr std::size_t kMaxNearWordsInAll = 100;
inline constexpr std::size_t kPastedWords = 5;  ///< from so many plain words on, a query may be pasted text

}  // namespace dateline::query
