#pragma once

#include <cstdint>

namespace dateline::search {

/// How often a word stands in one text and in another to which it is compared.
struct Frequencies {
  std::uint64_t here = 0;
  std::uint64_t there = 0;
  std::uint64_t words_here = 0;  ///< length of the texts in words
  std::uint64_t words_there = 0;
};

/// Log-likelihood of Rayson and Garside (2000), "Comparing corpora using frequency profiling":
/// 2 (a ln(a/E1) + b ln(b/E2)) with E1 = c(a+b)/(c+d) and E2 = d(a+b)/(c+d). 0 where the word is as frequent
/// in both or one of the texts is empty; above 15.13 chance alone would give as much once in 10,000 words.
double log_likelihood(const Frequencies& frequencies);

/// How many times as frequent the word is here as there; a word that is not there counts as half a time.
/// 0 where one of the texts is empty.
double times_as_frequent(const Frequencies& frequencies);

}  // namespace dateline::search
