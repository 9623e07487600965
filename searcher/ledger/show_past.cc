#include "searcher/ledger/show_past.h"

#include <fmt/format.h>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

std::string_view now_text(const search::PastHit& hit) {
  if (!hit.in_index) return "not in the index any more";
  return hit.found_now ? "still says so" : "says so no more";
}

std::string day_text(const std::optional<dates::Day>& day) { return day ? dates::to_iso(*day) : "unknown"; }

}  // namespace

std::string past_text(const search::PastAnswer& past, const Style& style) {
  std::string out = bold(style, "superseded texts") + "\n";
  for (const search::PastHit& hit : past.hits) {
    out += wrapped(hit.title, style, 2);
    out += dim(style, wrapped(fmt::format("{} version {} · {} … {} · {}", to_string(hit.id), hit.version,
                                          day_text(hit.first), day_text(hit.last), now_text(hit)),
                              style, 5));
    out += wrapped(hit.snippet, style, 5);
  }
  const std::string searched = past.searched == 1 ? "1 was" : grouped(past.searched) + " were";
  return out +
         dim(style, fmt::format("{} of them found; {} looked through\n", grouped(past.total), searched));
}

std::string past_json(const search::PastAnswer& past, const std::string& query) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", query);
    write_past(json, past);
  });
  return json.line();
}

void write_past(JsonWriter& json, const search::PastAnswer& past) {
  json.object("past", [&] {
    json.member("total", past.total);
    json.member("searched", past.searched);
    json.array("hits", past.hits, [&](const search::PastHit& hit) {
      std::string title;
      for (const search::SnippetPart& part : hit.title.parts) title += part.text;
      json.object([&] {
        json.member("id", to_string(hit.id));
        json.member("version", hit.version);
        json.member("first", hit.first ? std::optional(dates::to_iso(*hit.first)) : std::nullopt);
        json.member("last", hit.last ? std::optional(dates::to_iso(*hit.last)) : std::nullopt);
        json.member("in_index", hit.in_index);
        json.member("found_now", hit.found_now);
        json.member("title", title);
        json.member("snippet", snippet_html(hit.snippet));
      });
    });
  });
}

}  // namespace dateline::show
