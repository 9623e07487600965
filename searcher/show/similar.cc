#include "searcher/show/similar.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {

std::string similar_text(const search::SimilarArticles& similar, const Style& style) {
  search::SearchResponse hits;
  hits.hits = similar.hits;
  hits.notices = similar.notices;
  std::string out =
      wrapped(fmt::format("similar to: {}", title_text(similar.article)), style, 0) + hits_text(hits, style);
  if (similar.hits.empty()) return out + dim(style, "nothing is similar") + "\n";
  return out + dim(style, wrapped(fmt::format("by {}", fmt::join(similar.words, ", ")), style, 0));
}

std::string similar_json(const search::SimilarArticles& similar) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.object("similar_to", [&] { write_article_head(json, similar.article); });
    write_index(json, similar.index_articles, similar.revision);
    json.array("words", similar.words);
    json.key("hits");
    write_hits(json, similar.hits);
    json.array("notices", similar.notices);
  });
  return json.line();
}

}  // namespace dateline::show
