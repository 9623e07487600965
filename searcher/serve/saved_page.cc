#include <fmt/format.h>

#include <chrono>

#include "searcher/search/saved_queries.h"
#include "searcher/search/take_notes.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/saved_queries.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

using search::SavedQueryCount;

dates::Day today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

/// Its address; what an address cannot say (--literal, --lang and the like) is left out.
PageState state_of(const notes::SavedQuery& query) {
  PageState state;
  state.query = query.words;
  state.from = query.from;
  state.to = query.to;
  state.any = query.any;
  state.filters = query.filters;
  return read_state(parameters_of(state));
}

void write_row(Html& html, const SavedQueryCount& one) {
  html.element("tr", [&] {
    html.element("th", {{"scope", "row"}, {"dir", "auto"}}, [&] {
      html.element("a", {{"href", address("/search", state_of(one.query))}}, one.name);
    });
    html.element("td", one.error.empty() ? show::grouped(one.articles) : std::string("fails"));
    html.element("td", one.error.empty() ? show::grouped(one.fresh) : std::string());
    html.element("td", {{"dir", "auto"}},
                 search::saved_query_text(one.query) + (one.error.empty() ? "" : ": " + one.error));
  });
}

show::Table saved_table(const std::vector<SavedQueryCount>& listed) {
  show::Table table{.columns = {{"name", false}, {"articles", true}, {"new", true}, {"query", false}},
                    .rows = {}};
  for (const SavedQueryCount& one : listed) {
    const bool failed = !one.error.empty();
    table.rows.push_back({one.name, failed ? "" : std::to_string(one.articles),
                          failed ? "" : std::to_string(one.fresh), search::saved_query_text(one.query)});
  }
  return table;
}

HttpReply saved_page(const search::Engine& engine, const std::vector<SavedQueryCount>& listed) {
  return page("Saved queries", {}, engine, [&](Html& html) {
    html.element("h1", "Saved queries");
    html.element("p",
                 "Kept by 'dateline-search saved add NAME WORDS'; new is what was added since a query "
                 "last ran by 'saved run'.");
    html.element("p", {{"class", "views"}}, [&] {
      write_forms(html, "/saved", {}, {{"json", "JSON"}, {"csv", "CSV"}});
    });
    if (listed.empty()) return;
    html.element("table", [&] {
      html.element("thead", [&] {
        html.element("tr", [&] {
          for (const std::string_view head : {"name", "articles", "new", "query"})
            html.element("th", {{"scope", "col"}}, head);
        });
      });
      html.element("tbody", [&] {
        for (const SavedQueryCount& one : listed) write_row(html, one);
      });
    });
  });
}

}  // namespace

HttpReply saved_answer(search::Engine& engine, std::string_view ending) {
  const auto listed = search::saved_queries(engine, today());
  if (!listed) return error_reply(listed.error(), {}, engine, ending);
  if (ending == "json") return {.type = "application/json", .body = show::saved_queries_json(*listed)};
  if (ending == "csv") return table_reply(saved_table(*listed));
  return ending.empty() ? saved_page(engine, *listed) : missing_form(engine, ending);
}

}  // namespace dateline::serve
