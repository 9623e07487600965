#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "common/text/analyzer.h"
#include "searcher/search/occurrences.h"

namespace dateline::search {

/// The two texts of an article with their tokens, as they were indexed. Reused from article to article, it
/// stops allocating. Not thread-safe.
class ArticleTexts {
 public:
  struct Text {
    TextPart part = TextPart::kBody;
    std::string_view text;
    const text::TokenList& tokens;
  };

  /// Calls `visit(Text)` for the title and for the body; the texts live during the call. Where no word is
  /// compared by its stem, kLater saves the stems.
  template <class Visit>
  void each(const Article& article, text::Analyzer::Stems stems, Visit&& visit) {
    for (const TextPart part : {TextPart::kTitle, TextPart::kBody}) {
      const std::string_view text = part == TextPart::kTitle ? article.title : article.body;
      text::AnalysisCounts ignored;
      analyzer_.analyze(text, article.language, tokens_, ignored, stems);
      visit(Text{part, text, tokens_});
    }
  }

 private:
  text::Analyzer analyzer_;
  text::TokenList tokens_;
};

}  // namespace dateline::search
