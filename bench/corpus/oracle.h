#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bench/corpus/generator.h"

namespace dateline::bench {

/// Knows what a query must find in generated articles by reading all of them, without any code of the
/// programs. Immutable after construction; refers to the articles, which must outlive it.
class Oracle {
 public:
  /// One flag for each article that is indexed, in the order of the records.
  using Matches = std::vector<bool>;

  explicit Oracle(std::span<const GeneratedArticle> records);

  std::size_t articles() const { return read_.size(); }  ///< without records that come again

  /// The base form stands in the title or the body, in any of its forms.
  Matches with_word(std::string_view base_form) const;
  /// A word of the title or the body begins so.
  Matches with_prefix(std::string_view prefix) const;
  /// Words as written, in small letters, one after the other in the title or in the body.
  Matches with_phrase(std::span<const std::string> words) const;
  /// Two words as written, at different places within a stretch of `window` words of the title or of the
  /// body.
  Matches with_near(std::string_view one, std::string_view other, int window) const;
  /// The characters stand so in the title or the body, with or without blanks between them, as Hangul is
  /// read.
  Matches with_characters(std::string_view characters) const;
  Matches where(const std::function<bool(const GeneratedArticle&)>& wanted) const;

  static Matches both(Matches left, const Matches& right);
  static Matches either(Matches left, const Matches& right);
  static std::uint64_t count(const Matches& matches);
  /// How many of the matching articles have which value.
  std::map<std::string, std::uint64_t> values(
      const Matches& matches, const std::function<std::string(const GeneratedArticle&)>& value) const;

  /// The invented English word in nearest to so many articles; the next ones with `skip`.
  const std::string& word_in(std::uint64_t articles, std::size_t skip = 0) const;

 private:
  struct Read {
    const GeneratedArticle* article = nullptr;
    std::vector<std::uint32_t> title;  ///< numbers of words
    std::vector<std::uint32_t> body;
  };
  std::vector<std::uint32_t> words_of(std::string_view text);
  Matches with_any(const std::vector<bool>& wanted_words) const;
  /// Articles of which `wanted` holds for the words of the title or for those of the body.
  Matches in_either(const std::function<bool(const std::vector<std::uint32_t>&)>& wanted) const;

  std::vector<Read> read_;
  std::vector<std::string> words_;  ///< runs of ASCII letters and digits, in small letters
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::pair<std::uint64_t, std::string>> frequencies_;  ///< articles and base form, ascending
  std::unordered_map<std::string, std::vector<std::uint32_t>>
      articles_of_;  ///< by base form of the vocabulary
};

}  // namespace dateline::bench
