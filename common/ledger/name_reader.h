#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/ledger/words.h"
#include "common/text/analyzer.h"
#include "common/text/language.h"
#include "common/text/lexicon.h"
#include "common/text/token_list.h"

namespace dateline::ledger {

/// Where a text says a name.
struct NameMention {
  std::string name;  ///< the first spelling of the lexicon; of a name that it has not, as written
  Span place;
};

/// How often names are said.
using NameCounts = std::map<std::string, std::uint32_t, std::less<>>;

/// Finds names of persons, places and organisations: those of the lexicon in every spelling, and what is
/// written like the name of a Korean ("Ri Myong Sik", in Hangul before a title). One per thread; bound to the
/// lexicon.
class NameReader {
 public:
  explicit NameReader(const text::Lexicon& lexicon) : lexicon_(lexicon) {}

  /// In the order of the text, without overlap.
  std::vector<NameMention> read(std::string_view text, text::Language language);
  void count(std::string_view text, text::Language language, NameCounts& counts);
  /// The name by which mentions of `written` are counted.
  std::string name_of(std::string_view written);

 private:
  const text::Lexicon& lexicon_;
  text::Analyzer analyzer_;
  text::TokenList tokens_;
};

/// Which of the words of a sentence are offices and honorifics: a bit for each.
std::vector<bool> office_words(const std::vector<Word>& words);

}  // namespace dateline::ledger
