#include "searcher/show/batch.h"

#include <fmt/format.h>

#include <iterator>

#include "common/index/article_json.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"

namespace dateline::show {
namespace {

using nlohmann::ordered_json;

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
  ordered_json hits = ordered_json::array();
  for (const search::Hit& hit : response.hits) {
    ordered_json out{{"rank", hit.rank}, {"score", hit.score}};
    out.update(article_head_json(hit.article));
    out["copies"] = hit.copies;
    hits.push_back(std::move(out));
  }
  return index::dump({{"schema", index::kJsonSchema},
                      {"line", line},
                      {"id", printable(query_id)},
                      {"query", printable(response.query)},
                      {"total", response.total},
                      {"groups", response.groups},
                      {"relaxed", response.relaxed},
                      {"hits", std::move(hits)},
                      {"notices", response.notices}}) +
         "\n";
}

std::string batch_json(std::size_t line, std::string_view query_id, const search::SearchError& error) {
  return index::dump({{"schema", index::kJsonSchema},
                      {"line", line},
                      {"id", printable(query_id)},
                      {"error",
                       {{"kind", name(error.error.kind)},
                        {"what", printable(error.error.what)},
                        {"hint", printable(error.error.hint)}}}}) +
         "\n";
}

}  // namespace dateline::show
