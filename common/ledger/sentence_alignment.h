#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/ledger/words.h"

namespace dateline::ledger {

/// A sentence as it is aligned.
struct Sentence {
  Span place;               ///< in the text
  std::string form;         ///< compared_form
  std::vector<Word> words;  ///< places in the text
};

/// The sentences of a text, without their words.
std::vector<Sentence> read_sentences(std::string_view text);
/// The words of those sentences of a text that do not stand as often in the other one: equal ones are paired
/// without.
void read_words(std::string_view text, std::vector<Sentence>& sentences, std::span<const Sentence> others);

/// Sentences [a_begin, a_end) of the older text stand where [b_begin, b_end) of the newer one do. One side is
/// empty for what was removed or added.
struct AlignedSentences {
  std::uint32_t a_begin = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t b_end = 0;
  bool equal = false;  ///< of equal form
  bool moved = false;  ///< out of the order of the others; not in it either where they differ
  bool operator==(const AlignedSentences&) const = default;
};

/// Pairs the sentences of two texts: equal ones first, by the order in which most of them stand, then between
/// these those that share most words; sentences that are divided otherwise (two for one) are one pair. What
/// is left over is a pair elsewhere, moved, or was removed or added. In the order of the newer text, what was
/// removed before what stood behind it. Time is bounded for hostile texts: of very many differing sentences
/// in a row those that are not equal are removed and added.
std::vector<AlignedSentences> align(std::span<const Sentence> a, std::span<const Sentence> b);

/// How many of the words of two sentences are the same: 0 to 1 (Dice's coefficient of the multisets).
double likeness(std::span<const std::uint64_t> sorted_a, std::span<const std::uint64_t> sorted_b);

}  // namespace dateline::ledger
