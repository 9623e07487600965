#pragma once

#include <unicode/normalizer2.h>

#include <string>
#include <string_view>

namespace dateline::text {

/// Folds words to the form in which they are indexed. One per thread; owns its scratch memory.
class NormalForm {
 public:
  NormalForm();

  /// Case: NFKC case folding without apostrophes, invisible characters and signs, decimal digits as ASCII.
  /// `word` is UTF-8. The result lives until the next call.
  const std::string& fold_case(std::string_view word);

  /// Diacritics, on top of `fold_case`: marks over Latin and Greek letters go, "ø" is "o", Cyrillic "ё" is
  /// "е" and loses its stress marks; "й" and the voicing marks of kana stay, being letters of their own.
  /// Appends to `out`.
  static void fold_diacritics(std::string_view cased, std::string& out);

 private:
  const icu::Normalizer2* nfkc_casefold_;
  std::string normal_;
  std::string cased_;
};

}  // namespace dateline::text
