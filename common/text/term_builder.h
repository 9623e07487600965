#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyzer.h"
#include "common/text/characters.h"
#include "common/text/normal_form.h"
#include "common/text/stemmer.h"
#include "common/text/token_list.h"

namespace dateline::text {

/// Makes the tokens of words whose boundaries are known: what a term is, on top of UAX #29. One per thread.
class TermBuilder {
 public:
  void start(std::string_view text, Language language, Analyzer::Stems stems, TokenList& out,
             AnalysisCounts& counts);
  /// The word between two neighbouring boundaries, bytes [begin, end) of the text.
  void add_segment(std::size_t begin, std::size_t end);
  /// The same for a word of ASCII letters only, at most kMaxTermBytes of them.
  void add_ascii_letters(std::size_t begin, std::size_t end);
  /// The same for ASCII digits only, at most kMaxTermBytes of them.
  void add_ascii_digits(std::size_t begin, std::size_t end);
  /// One character of class kCjk, which is `first` with what composes with it.
  void add_cjk(std::size_t begin, std::size_t end, UChar32 first);
  /// What lies between the last segment and the next is more than spaces, or the text ends.
  void break_run() {
    if (!hangul_word_.empty()) end_hangul_word();
    run_open_ = false;
  }
  /// The text ends. Until then tokens may lack their stems.
  void finish();

  /// The stem of a case-folded word of which the first letter is of `script`.
  std::string_view stem(std::string_view cased, Language document, Script script);

 private:
  /// One stretch of a segment: letters with their marks, digits, or a single separator.
  struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint32_t letters = 0;
    std::uint32_t digits = 0;
    CharClass separator = CharClass::kOther;  ///< the class of what follows the part within the segment
  };

  /// A token whose stem is being looked for.
  struct Stemless {
    std::size_t token = 0;
    std::size_t found = 0;  ///< by Stemmer::find
  };
  static constexpr std::size_t kMaxStemless = 64;

  void add_stems();
  void add_parts();
  void add_number(std::size_t first, std::size_t last);
  void add_word(std::size_t begin, std::size_t end);
  void push_word(std::size_t begin, std::size_t end, std::string_view cased, TokenKind kind,
                 Capitals capitals = Capitals::kNone);
  void end_hangul_word();
  /// A group of three digits behind a number and a blank goes on with it ("10 000").
  bool extends_number(std::size_t begin, std::size_t end, std::string_view digits);
  /// The "s" of "1990's" goes on with the number.
  bool ends_decade(std::size_t begin, std::size_t end);
  /// What stands in the index for a character that is not Hangul: its one form in `form`, at most 4 bytes.
  /// Empty where it has none. Moves `end` behind a second character that belongs to it.
  std::string_view cjk_form(std::string_view folded, std::size_t& end, char* form);
  std::string_view bounded(std::string_view term);

  std::string_view text_;
  Language language_;
  TokenList* out_ = nullptr;
  AnalysisCounts* counts_ = nullptr;
  Stemmer* latin_ = nullptr;  ///< for the words of Latin letters of this text
  bool later_ = false;        ///< words of ASCII letters are left without stems
  std::uint32_t position_ = 0;

  // The run of Hangul, Han or Kana that is going on.
  std::size_t run_end_ = 0;       ///< byte after its last character
  bool run_open_ = false;         ///< only spaces stand between its last character and here
  std::string_view last_;         ///< its last character, folded
  std::uint32_t last_begin_ = 0;  ///< where that stands in the text
  std::size_t word_begin_ = 0;    ///< the Hangul word that is going on
  std::uint32_t word_position_ = 0;
  std::string hangul_word_;
  std::size_t katakana_ = 0;    ///< characters of Katakana at the end of the run
  std::size_t skip_until_ = 0;  ///< byte behind the last character that was read with the one before it

  std::size_t groupable_end_ = 0;  ///< byte behind a number to which a group of digits may be added, else 0

  std::vector<Stemless> stemless_;
  std::vector<Part> parts_;
  std::string folded_;
  std::string joined_;
  std::string stem_;
  NormalForm normal_form_;
  StemmerSet stemmers_;
};

}  // namespace dateline::text
