#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "common/article.h"
#include "common/text/analyzer.h"
#include "common/text/lexicon.h"
#include "searcher/feed/feed_field.h"

namespace dateline::feed {

/// Makes documents of a feed: flat objects with the members of kFields. Not thread-safe.
class DocumentMaker {
 public:
  /// The lexicon must outlive the maker.
  DocumentMaker(Target target, const text::Lexicon& lexicon) : target_(target), lexicon_(&lexicon) {}

  /// A JSON object on one line, without its end.
  /// `group` names its group of copies: index::Columns::group_name. `versions`: how many texts the article is
  /// known to have had, this one included.
  std::string document(const Article& article, std::uint64_t group, std::size_t versions);

 private:
  Target target_;
  const text::Lexicon* lexicon_;
  text::Analyzer analyzer_;
  text::TokenList tokens_;
};

}  // namespace dateline::feed
