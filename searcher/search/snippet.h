#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text/analyzer.h"
#include "searcher/search/occurrences.h"

namespace dateline::search {

/// Terms of a query as they may stand in a text, each with a weight (rarer terms weigh more; any unit).
struct HighlightTerms {
  std::unordered_map<std::string, double> words;  ///< normal forms, bigrams, characters
  std::unordered_map<std::string, double> stems;  ///< without "Z"
  /// A word counts only where one of these finds it: words of a phrase in the phrase. Empty: everywhere.
  std::vector<std::shared_ptr<const OccurrenceFinder>> places;
  bool empty() const { return words.empty() && stems.empty(); }
  void merge(HighlightTerms other) {
    words.merge(other.words);
    stems.merge(other.stems);
    places.insert(places.end(), other.places.begin(), other.places.end());
  }
};

/// A run of text, highlighted or not.
struct SnippetPart {
  std::string text;
  bool hit = false;
  bool operator==(const SnippetPart&) const = default;
};

struct Snippet {
  std::vector<SnippetPart> parts;  ///< on one line: white space folded, control characters gone
  bool cut_before = false;         ///< text stands before the passage
  bool cut_after = false;
};

/// Finds passages for highlighting. One per thread; owns an analyzer.
class Snippeter {
 public:
  /// The passage of about `bytes` bytes with the most different and rarest terms; the beginning of the text
  /// when none occurs. Linear in the text, at most the first megabyte is looked at.
  Snippet best_passage(std::string_view text, text::Language language, const HighlightTerms& terms,
                       std::size_t bytes);
  /// The whole text with its hits marked, white space as it stands.
  Snippet whole(std::string_view text, text::Language language, const HighlightTerms& terms,
                TextPart part = TextPart::kBody);

 private:
  struct Hit {
    std::size_t begin = 0;
    std::size_t end = 0;
    double weight = 0;
    std::string_view term;
  };
  std::vector<Hit> find_hits(std::string_view text, text::Language language, const HighlightTerms& terms,
                             TextPart part);
  void keep_asked_for(const HighlightTerms& terms, TextPart part, std::vector<Hit>& hits) const;

  text::Analyzer analyzer_;
  text::TokenList tokens_;
};

}  // namespace dateline::search
