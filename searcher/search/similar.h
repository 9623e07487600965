#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

struct SimilarRequest {
  std::string id;  ///< id or key of the article
  /// Filters, and perhaps a query, that the similar articles must pass; `limit`, `copies` and `snippet_bytes`
  /// count too.
  SearchRequest search;
};

struct SimilarArticles {
  Article article;  ///< to which the others are similar, without its body
  /// By what they are: stems of its telling words, and names, which other languages share.
  std::vector<std::string> words;
  std::vector<Hit> hits;
  std::string revision;
  std::uint64_t index_articles = 0;
  std::vector<std::string> notices;
};

/// The articles that have most of the telling words of an article (expansion.h), the
/// article itself and its copies left out; nullopt when there is no such article. Names of the lexicon are
/// looked for in all their spellings, so that articles of other languages are found too.
SearchResult<std::optional<SimilarArticles>> similar(Engine& engine, const SimilarRequest& request);

}  // namespace dateline::search
