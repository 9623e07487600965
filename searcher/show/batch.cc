#include "searcher/show/batch.h"

#include <fmt/format.h>

#include <iterator>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"

namespace dateline::show {
namespace {

/// Without the blanks that separate the columns of a run.
std::string one_word(std::string_view name) {
  std::string out = printable(name);
  for (char& c : out) {
    if (c == ' ') c = '_';
  }
  return out;
}

}  // namespace

std::string trec_lines(std::string_view query_id, const search::SearchResponse& response,
                       std::string_view tag) {
  std::string out;
  const std::string query = one_word(query_id);
  const std::string run = one_word(tag);
  for (const search::Hit& hit : response.hits) {
    const std::string article =
        hit.article.key.empty() ? to_string(hit.article.id) : one_word(hit.article.key);
    fmt::format_to(std::back_inserter(out), "{} Q0 {} {} {:.6f} {}\n", query, article, hit.rank, hit.score,
                   run);
  }
  return out;
}

std::string batch_json(std::size_t line, std::string_view query_id, const search::SearchResponse& response) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("line", line);
    json.member("id", printable(query_id));
    json.member("query", printable(response.query));
    write_total(json, response);
    json.member("relaxed", response.relaxed);
    json.key("hits");
    write_hits(json, response.hits, false, response.copies_known);
    json.array("notices", response.notices);
  });
  return json.line();
}

std::string batch_json(std::size_t line, std::string_view query_id, const search::SearchError& error) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("line", line);
    json.member("id", printable(query_id));
    json.object("error", [&] {
      json.member("kind", name(error.error.kind));
      json.member("what", printable(error.error.what));
      json.member("hint", printable(error.error.hint));
    });
  });
  return json.line();
}

}  // namespace dateline::show
