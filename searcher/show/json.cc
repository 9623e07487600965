#include "searcher/show/json.h"

#include "common/index/article_json.h"
#include "searcher/show/markup.h"
#include "searcher/show/printable.h"

namespace dateline::show {
namespace {

using nlohmann::ordered_json;

ordered_json or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(printable(text));
}

std::string html(const search::Snippet& snippet) {
  std::string out;
  if (snippet.cut_before) out += "… ";
  for (const search::SnippetPart& part : snippet.parts) {
    if (part.hit) out += "<b>";
    out += markup_escaped(part.text);
    if (part.hit) out += "</b>";
  }
  if (snippet.cut_after) out += " …";
  return out;
}

/// The stamp that speaks for the article: the last one with a Juche year.
ordered_json juche_json(const Article& article) {
  for (auto stamp = article.stamps.rbegin(); stamp != article.stamps.rend(); ++stamp) {
    if (stamp->date.juche != 0)
      return {{"year", stamp->date.juche}, {"as_printed", printable(stamp->printed)}};
  }
  return nullptr;
}

}  // namespace

ordered_json article_head_json(const Article& article) {
  return {
      {"id", to_string(article.id)},
      {"key", or_null(article.key)},
      {"title", printable(article.title)},
      {"url", or_null(article.url)},
      {"path", article.origin.path},
      {"record", article.origin.record},
      {"source", index::source_json(article.source)},
      {"language", or_null(std::string(article.language.code()))},
      {"topic", or_null(article.topic)},
      {"published", index::publication_json(article.publication)},
      {"juche", juche_json(article)},
      {"captured", article.captured ? ordered_json(dates::to_iso(*article.captured)) : ordered_json(nullptr)},
      {"first_captured",
       article.first_captured ? ordered_json(dates::to_iso(*article.first_captured)) : ordered_json(nullptr)},
      {"captures", article.captures}};
}

ordered_json hits_json(const std::vector<search::Hit>& hits) {
  ordered_json list = ordered_json::array();
  for (const search::Hit& hit : hits) {
    ordered_json out{{"rank", hit.rank}, {"score", hit.score}};
    out.update(article_head_json(hit.article));
    out["copies"] = hit.copies;
    out["snippet"] = html(hit.snippet);
    list.push_back(std::move(out));
  }
  return list;
}

std::string response_json(const search::SearchResponse& response) {
  ordered_json facets = ordered_json::array();
  for (const search::FacetResult& facet : response.facets) {
    ordered_json values = ordered_json::array();
    for (const search::FacetValue& value : facet.values) {
      const auto name = response.source_names.find(value.value);
      const bool named = facet.facet == index::Facet::kSource && name != response.source_names.end();
      values.push_back({{"value", value.value},
                        {"label", named ? name->second : value.value},
                        {"count", value.count},
                        {"selected", value.selected}});
    }
    facets.push_back({{"field", index::name(facet.facet)},
                      {"values", std::move(values)},
                      {"others", facet.others},
                      {"none", facet.none}});
  }
  return index::dump({{"schema", index::kJsonSchema},
                      {"query", response.query},
                      {"index", {{"articles", response.index_articles}, {"revision", response.revision}}},
                      {"total", response.total},
                      {"groups", response.groups},
                      {"relaxed", response.relaxed},
                      {"elapsed_us", response.elapsed_us},
                      {"hits", hits_json(response.hits)},
                      {"facets", std::move(facets)},
                      {"notices", response.notices}}) +
         "\n";
}

ordered_json article_json(const Article& article) {
  ordered_json out{{"schema", index::kJsonSchema}};
  out.update(article_head_json(article));
  ordered_json mentions = ordered_json::array();
  for (const dates::DateMention& mention : article.mentions)
    mentions.push_back(index::mention_json(mention, ""));
  for (ordered_json& mention : mentions) mention.erase("text");
  out["mentions"] = std::move(mentions);
  if (!article.extra.empty()) out["extra"] = ordered_json(article.extra);
  out["body"] = article.body;
  return out;
}

}  // namespace dateline::show
