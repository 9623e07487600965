#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "common/article.h"
#include "common/index/columns_builder.h"
#include "common/index/stored_data.h"
#include "common/text/analyzer.h"
#include "indexer/writer/index_document.h"

namespace dateline::indexer {

/// Turns articles into documents of the index by the field table (common/index/schema.h). One per thread;
/// reused, it stops allocating.
class DocumentMaker {
 public:
  /// Stored data are packed with this dictionary from now on; null, as at first: without one.
  void use_dictionary(std::shared_ptr<const index::StoredDictionary> dictionary);
  /// Fills `out`, which is valid until the next call, and gives the number of words of title and body. What
  /// analysis cut or cleaned is added to `counts`.
  std::uint32_t make(const Article& article, IndexDocument& out, text::AnalysisCounts& counts);
  /// Gives up the memory that it keeps for the next article; `out` of `make` is not valid any more.
  void release();

 private:
  text::Analyzer analyzer_;
  text::TokenList title_;
  text::TokenList body_;
  std::string term_;
  std::string data_;
  std::shared_ptr<const index::StoredDictionary> dictionary_;
  index::DataPacker packer_;
};

/// Adds what servers of Xapian need (common/index/serve_values.h); `group` is the name of its group of
/// copies.
void add_serve_values(const Article& article, std::uint64_t group, IndexDocument& out);

/// Writes the article's row of facet columns.
void add_columns(const Article& article, std::uint32_t docid, index::ColumnsBuilder& columns);

}  // namespace dateline::indexer
