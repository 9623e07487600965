#include "searcher/search/articles_by_docid.h"

#include <utility>

#include "common/index/xapian_wall.h"

namespace dateline::search {

Result<ArticlesByDocid> read_articles(const Engine& engine, std::span<const std::uint32_t> docids) {
  auto read = index::guard([&]() -> Result<ArticlesByDocid> {
    ArticlesByDocid out;
    for (const std::uint32_t docid : docids) {
      if (out.contains(docid)) continue;
      Result<Article> article = engine.reader().article(docid);
      if (!article) return fail(article.error());
      out.emplace(docid, std::move(*article));
    }
    return out;
  });
  if (!read) return fail(read.error());
  return std::move(*read);
}

}  // namespace dateline::search
