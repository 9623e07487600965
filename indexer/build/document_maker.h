#pragma once

#include <memory>
#include <string>

#include "common/article.h"
#include "common/index/columns.h"
#include "common/index/stored_data.h"
#include "common/text/analyzer.h"
#include "indexer/build/index_document.h"

namespace dateline::indexer {

/// Positions between the last word of the title and the first of the body, so that no phrase crosses the two.
inline constexpr std::uint32_t kTitleGap = 100;

/// Turns articles into documents of the index by the field table (common/index/schema.h). One per thread;
/// reused, it stops allocating.
class DocumentMaker {
 public:
  /// Stored data are packed with this dictionary from now on; null, as at first: without one.
  void use_dictionary(std::shared_ptr<const index::StoredDictionary> dictionary);
  /// Fills `out` and gives the number of words of title and body. What analysis cut or cleaned is added to
  /// `counts`.
  std::uint32_t make(const Article& article, IndexDocument& out, text::AnalysisCounts& counts);

 private:
  void add_words(std::string_view prefix, std::uint32_t base, std::uint32_t wdf, IndexDocument& out);
  void add_lead(IndexDocument& out);

  text::Analyzer analyzer_;
  text::TokenList tokens_;
  std::string term_;
  std::string data_;
  std::shared_ptr<const index::StoredDictionary> dictionary_;
  index::DataPacker packer_;
};

/// Writes the article's row of facet columns.
void add_columns(const Article& article, std::uint32_t docid, index::ColumnsBuilder& columns);

}  // namespace dateline::indexer
