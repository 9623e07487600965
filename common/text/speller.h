#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// The words of an index, as normal forms without prefix (for Hangul the stems, without "Z").
class Vocabulary {
 public:
  /// Returns 0 to go on to the next word, or n: further words with the same first n bytes may be left out.
  using Visit = std::function<std::size_t(std::string_view word)>;
  virtual ~Vocabulary() = default;
  /// Calls `visit` for every word that begins with `prefix`, in the order of their bytes.
  virtual void each(std::string_view prefix, const Visit& visit) const = 0;
  /// Documents that have the word, 0 when there are none.
  virtual std::uint64_t frequency(std::string_view word) const = 0;
};

/// A word of the index that may be meant, to be offered and never to be taken silently.
struct Suggestion {
  std::string word;
  std::uint64_t frequency = 0;
  /// Edits (a letter more, less or other, or two neighbours exchanged; for Hangul letters of the syllables).
  /// 0 when the two differ only in how Korean is romanised ("gaeseong", "kaesong").
  unsigned distance = 0;
  bool operator==(const Suggestion&) const = default;
};

/// At most `limit` words near `word` (a normal form): within one edit, from five letters on within two;
/// nearest first, then the most frequent. Only words that are more frequent than `word` itself are offered.
/// Looks at the words that begin like `word`, like `word` without its first letter, or with a letter that
/// another romanisation writes there; where none of them will do, at all. Beginnings that lead to no such
/// word are left out whole, so that a small part of the vocabulary is read.
std::vector<Suggestion> spelling_suggestions(std::string_view word, const Vocabulary& vocabulary,
                                             std::size_t limit);

/// The most frequent word within one edit of `word`, at least `times` as frequent, that begins with the same
/// three letters; nothing for words of fewer than six letters. Reads the words that begin so, and no others.
std::optional<Suggestion> frequent_neighbour(std::string_view word, const Vocabulary& vocabulary,
                                             std::uint64_t times);

/// What the romanisations of a Korean word (northern, southern, McCune-Reischauer) have in common: equal keys
/// are spellings of one sound. Only ASCII letters are folded.
std::string romanisation_key(std::string_view word);

/// Edits from `a` to `b`, or `most` + 1 when there are more than `most`.
unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned most);

}  // namespace dateline::text
