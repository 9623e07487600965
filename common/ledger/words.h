#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::ledger {

/// A range of bytes in a text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool empty() const { return begin == end; }
  bool operator==(const Span&) const = default;
};
inline std::string_view cut(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// The unit in which texts of one article are compared: a word, a number, or one character of Hangul, Han or
/// Kana.
struct Word {
  Span place;
  std::string form;      ///< as compared: folded, without apostrophes and invisible characters
  bool number = false;   ///< has a digit, or is a word for a number ("three", "mil")
  bool damaged = false;  ///< touches a U+FFFD
  std::uint64_t hash = 0;
};

/// The words of `text`, at most 4 GiB, in its order. Any bytes are valid; linear.
std::vector<Word> words_of(std::string_view text);

/// The sentences of a text in its order, without the blanks around them; none is empty. A line end is a
/// border where the line before ends as a sentence does, or a blank line follows. Linear.
std::vector<Span> sentences_of(std::string_view text);

}  // namespace dateline::ledger
