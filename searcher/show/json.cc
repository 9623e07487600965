#include "searcher/show/json.h"

#include <optional>

#include "common/index/article_json.h"
#include "common/index/juche_stamp.h"
#include "searcher/show/markup.h"
#include "searcher/show/printable.h"

namespace dateline::show {

std::string snippet_html(const search::Snippet& snippet) {
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

namespace {

void write_juche(JsonWriter& json, const Article& article) {
  const Stamp* stamp = index::juche_stamp(article);
  if (stamp == nullptr) return json.value(nullptr);
  json.object([&] {
    json.member("year", stamp->date.juche);
    json.member("as_printed", printable(stamp->printed));
  });
}

std::optional<std::string> iso(const std::optional<dates::Day>& day) {
  if (!day) return std::nullopt;
  return dates::to_iso(*day);
}

/// The counts of a facet, whatever they were made of.
struct Counts {
  std::string_view field;
  const std::vector<search::FacetValue>& values;
  std::uint64_t others = 0;
  std::uint64_t none = 0;
};

void write_facets(JsonWriter& json, const search::SearchResponse& response) {
  std::vector<Counts> all;
  for (const search::FacetResult& facet : response.facets)
    all.push_back({index::name(facet.facet), facet.values, facet.others, facet.none});
  for (const search::ExtraFacetResult& facet : response.extra_facets)
    all.push_back({search::name(facet.facet), facet.values, facet.others, facet.none});
  json.array("facets", all, [&](const Counts& facet) {
    json.object([&] {
      json.member("field", facet.field);
      json.array("values", facet.values, [&](const search::FacetValue& value) {
        const auto name = response.source_names.find(value.value);
        const bool named =
            facet.field == index::name(index::Facet::kSource) && name != response.source_names.end();
        json.object([&] {
          json.member("value", value.value);
          json.member("label", named ? name->second : value.value);
          json.member("count", value.count);
          json.member("selected", value.selected);
        });
      });
      json.member("others", facet.others);
      json.member("none", facet.none);
    });
  });
}

}  // namespace

void write_index(JsonWriter& json, std::uint64_t articles, const std::string& revision) {
  json.object("index", [&] {
    json.member("articles", articles);
    json.member("revision", revision);
  });
}

void write_article_head(JsonWriter& json, const Article& article) {
  json.member("id", to_string(article.id));
  json.member_or_null("key", printable(article.key));
  json.member("title", printable(article.title));
  json.member_or_null("url", printable(article.url));
  if (!article.other_urls.empty()) {
    json.array("other_urls", article.other_urls, [&](const std::string& url) { json.value(printable(url)); });
  }
  json.member("path", article.origin.path);
  json.member("record", article.origin.record);
  json.key("source");
  index::write_source(json, article.source);
  json.member_or_null("language", article.language.code());
  json.member_or_null("topic", printable(article.topic));
  json.key("published");
  index::write_publication(json, article.publication);
  json.key("juche");
  write_juche(json, article);
  json.member("captured", iso(article.captured));
  json.member("first_captured", iso(article.first_captured));
  json.member("captures", article.captures > 0 ? std::optional(article.captures) : std::nullopt);
}

void write_total(JsonWriter& json, const search::SearchResponse& response) {
  const bool whole = !response.shards || response.shards->missing.empty();
  const bool copies = whole && response.copies_known;
  json.member("total", whole ? std::optional(response.total) : std::nullopt);
  json.member("groups", copies ? std::optional(response.groups) : std::nullopt);
  if (!response.shards) return;
  write_shards(json, *response.shards);
  if (!whole) json.member("total_at_least", response.total);
}

void write_shards(JsonWriter& json, const search::ShardsAnswered& shards) {
  json.object("shards", [&] {
    json.member("asked", shards.asked);
    json.member("answered", shards.answered());
    json.array("missing", shards.missing);
  });
}

void write_hits(JsonWriter& json, const std::vector<search::Hit>& hits, bool with_snippets,
                bool copies_known) {
  json.array(hits, [&](const search::Hit& hit) {
    json.object([&] {
      json.member("rank", hit.rank);
      json.member("score", hit.score);
      write_article_head(json, hit.article);
      json.member("copies", copies_known ? std::optional(hit.copies) : std::nullopt);
      write_notes(json, hit.notes);
      if (with_snippets) json.member("snippet", snippet_html(hit.snippet));
    });
  });
}

void write_notes(JsonWriter& json, const notes::ArticleNotes& notes) {
  if (!notes.tags.empty()) json.array("tags", notes.tags);
  if (!notes.text.empty()) json.member("note", notes.text);
}

void write_mention(JsonWriter& json, std::string_view name, const std::optional<search::Mention>& mention) {
  if (!mention) {
    json.member(name, nullptr);
    return;
  }
  json.object(name, [&] {
    json.member("id", to_string(mention->id));
    json.member("date", mention->date);
    json.member("title", mention->title);
  });
}

void write_wordings(JsonWriter& json, const std::vector<search::OtherWording>& wordings) {
  json.array("wordings", wordings, [&](const search::OtherWording& wording) {
    json.object([&] {
      json.member("words", wording.words);
      json.member("articles", wording.articles);
      json.member("times", wording.times);
      json.member("likeness", wording.likeness);
    });
  });
}

std::string response_json(const search::SearchResponse& response, const MoreMembers& more) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", response.query);
    write_index(json, response.index_articles, response.revision);
    write_total(json, response);
    json.member("relaxed", response.relaxed);
    json.member("elapsed_us", response.elapsed_us);
    json.key("hits");
    write_hits(json, response.hits, true, response.copies_known);
    write_facets(json, response);
    json.array("notices", response.notices);
    if (more) more(json);
  });
  return json.line();
}

}  // namespace dateline::show
