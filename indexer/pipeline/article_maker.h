#pragma once

#include <string>
#include <vector>

#include "common/article.h"
#include "common/dates/document.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What an article was dated by, for dating it anew.
struct DatingBasis {
  std::string text;  ///< of the page
  std::uint32_t text_offset = 0;
  dates::DocumentInput input;  ///< its views are void
};

/// An article with all that was weighed to date it.
struct DatedArticle {
  Article article;
  DatingBasis basis;
  std::vector<dates::Evidence> evidence;
};

/// Decides dates, source, language and identity of pages; one per thread.
///
/// Source: the name that the page gives, else the host of its address. Language: the page's own word, else
/// detected. An address within a web archive is that of the page that was archived, and its time the time of
/// capture. Places of dates count in the record.
class ArticleMaker {
 public:
  using Evidences = dates::DocumentDater::Evidences;  ///< whether `DatedArticle::evidence` is filled

  explicit ArticleMaker(Evidences evidences) : evidences_(evidences), dater_(evidences) {}

  DatedArticle make(Page page);
  /// Dates an article anew by what another capture says of its day: `told` has day, precision, confidence and
  /// evidence.
  void date_anew(Article& article, const DatingBasis& basis, const dates::Publication& told);

 private:
  Evidences evidences_;
  dates::DocumentDater dater_;
  std::string folded_;
};

}  // namespace dateline::indexer
