#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline::indexer {

/// Words of a text from its beginning that its fingerprint is made of. Bounds its cost.
inline constexpr std::size_t kFingerprintWords = 384;
/// Words of a title that are compared; of a longer one those with the least hashes.
inline constexpr std::size_t kTitleWords = 12;
inline constexpr std::size_t kMinima = 4;

/// What is kept of an article to tell whether another one is nearly the same: a plain value of 88 bytes,
/// equal on every machine.
///
/// Words are told apart into facts (digits, and capitals within a sentence: names) and the rest, because
/// reports are written after templates ("Floral Basket to … from …") that differ in facts alone.
struct Fingerprint {
  /// Odd sketches: each word turns the bit of its hash over, so that the bits in which two sketches differ
  /// tell how many words differ (Mitzenmacher, Pagh, Pham: "Efficient estimation for high similarities using
  /// odd sketches").
  std::array<std::uint64_t, 3> plain{};
  std::uint64_t facts = 0;
  /// The least hash of the pairs of neighbouring words in each quarter of the hash values: two texts have one
  /// in common with the probability of their Jaccard similarity.
  std::array<std::uint32_t, kMinima> minima{};
  std::uint32_t bytes = 0;        ///< of the whole text
  std::uint16_t plain_words = 0;  ///< among the first kFingerprintWords
  std::uint16_t fact_words = 0;   ///< among them too
  std::uint32_t title = 0;        ///< hash of the title's words, 0 without a title
  /// 15 bits of the hashes of the beginnings of the title's words ("of" and its like left out), ascending;
  /// the lowest bit is set when the text has the word too, as a name, a number or a word of four bytes and
  /// more. 0 behind the last.
  std::array<std::uint16_t, kTitleWords> title_words{};
  std::int32_t day = kNoDay;  ///< of publication, since 1970

  static constexpr std::int32_t kNoDay = -2147483647;

  bool operator==(const Fingerprint&) const = default;
};

/// The parts of a title word.
inline constexpr std::uint16_t kTitleWordInText = 1;
constexpr std::uint16_t title_hash(std::uint16_t title_word) { return title_word & 0xFFFE; }

/// Pure, thread-safe; O(bytes of the title and of the first kFingerprintWords words).
Fingerprint fingerprint(std::string_view title, std::string_view body, std::int32_t day);

/// True when the two are copies of one article with at most about a tenth of the words changed: texts alike,
/// published within days of each other where the days are known, and titles that do not tell two events
/// apart. Symmetric.
bool nearly_same(const Fingerprint& a, const Fingerprint& b);

/// Estimated share of changed words, 0 (none) and more: what tells the better of two candidates.
double distance(const Fingerprint& a, const Fingerprint& b);

}  // namespace dateline::indexer
