#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bench/corpus/random.h"

namespace dateline::bench {

/// Invented words that look like real ones, the same for every seed. English words are so made that an
/// English stemmer takes the endings -s, -ed and -ing off and nothing else, and that no two of them share a
/// stem: what a query must find can then be counted without a stemmer. Immutable and thread-safe.
class Vocabulary {
 public:
  static constexpr std::size_t kEnglish = 15000;
  static constexpr std::size_t kKorean = 4000;
  static constexpr std::size_t kRussian = 8000;

  Vocabulary();

  /// By rank, the most frequent first.
  const std::vector<std::string>& english() const { return english_; }
  const std::vector<std::string>& korean() const { return korean_; }

  /// A word as it stands in a text: little words in between, inflected, now and then a name that is nowhere
  /// else.
  std::string english_word(Random& random) const;
  /// As `english_word` without the little words.
  std::string english_content_word(Random& random) const;
  std::string korean_word(Random& random) const;
  std::string russian_word(Random& random) const;

  /// The base form of an English word in small letters: without -s, -ed or -ing.
  static std::string_view base_form(std::string_view word);

 private:
  std::vector<std::string> english_;
  std::vector<std::string> korean_;
  std::vector<std::string> russian_;
  Zipf english_ranks_;
  Zipf korean_ranks_;
  Zipf russian_ranks_;
  Zipf little_ranks_;
};

}  // namespace dateline::bench
