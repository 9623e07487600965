#include "searcher/show/saved_queries.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/index/article_json.h"
#include "common/json_writer.h"
#include "searcher/search/take_notes.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {

using search::SavedQueryCount;

std::string saved_queries_text(const std::vector<SavedQueryCount>& queries, const Style& style) {
  if (queries.empty()) return dim(style, "no query is saved") + "\n";
  std::size_t widest = 0;
  for (const SavedQueryCount& one : queries) widest = std::max(widest, display_width(printable(one.name)));
  std::string out;
  for (const SavedQueryCount& one : queries) {
    const std::string name = printable(one.name);
    const std::string pad(widest - display_width(name), ' ');
    std::string line = fmt::format("  {}{} ", name, pad);
    line += one.error.empty()
                ? fmt::format("{:>9} {:>15}  ", grouped(one.articles),
                              one.fresh > 0 ? fmt::format("{} new", grouped(one.fresh)) : std::string())
                : fmt::format("{:>9} {:>15}  ", "-", "fails");
    line += printable(search::saved_query_text(one.query));
    if (!one.error.empty()) line += ": " + printable(one.error);
    out += (style.width == 0 ? line : fit(line, style.width)) + "\n";
  }
  return out;
}

std::string saved_queries_json(const std::vector<SavedQueryCount>& queries) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.array("saved", queries, [&](const SavedQueryCount& one) {
      json.object([&] {
        json.member("name", one.name);
        json.member("query", one.query.words);
        json.array("filters", one.query.filters);
        json.member_or_null("from", one.query.from);
        json.member_or_null("to", one.query.to);
        json.member("any", one.query.any);
        json.member("articles", one.articles);
        json.member("new", one.fresh);
        json.member_or_null("error", one.error);
      });
    });
  });
  return json.line();
}

}  // namespace dateline::show
