#include <fmt/format.h>

#include "searcher/query/field_names.h"
#include "searcher/search/titles.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/json.h"
#include "searcher/show/text.h"
#include "searcher/show/titles.h"

namespace dateline::serve {
namespace {

constexpr std::size_t kNames = 60;
constexpr std::size_t kTitles = 60;
/// Every article is read for its names, some ten thousand a second.
constexpr std::uint64_t kMostArticles = 40000;

/// The articles of the state, with the names that they have counted; a Usage error when they are too many.
search::SearchResult<search::SearchResponse> names_of(search::Engine& engine, const PageState& state) {
  search::SearchRequest request = request_of(state);
  request.offset = 0;
  request.limit = 0;
  const auto found = engine.articles(request);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->articles.size() > kMostArticles) {
    return tl::unexpected(search::wrap(
        Error{ErrorKind::kUsage,
              fmt::format("{} articles are too many to be read for names while you wait",
                          show::grouped((*found)->articles.size())),
              fmt::format("narrow the query to {} or less, by days or a source; dateline-search facets QUERY "
                          "--facet names reads any number",
                          show::grouped(kMostArticles))}));
  }
  request.facet_limit = kNames;
  request.extra_facets = {{search::ExtraFacet::kNames, std::nullopt}};
  return engine.search(request);
}

void write_head(Html& html, std::string_view what, const PageState& state, const std::string& count,
                std::string_view path) {
  const std::string subject = state.query.empty() ? "all articles" : state.query;
  html.element("h1", [&] {
    html.text(fmt::format("{}: ", what));
    html.element("span", {{"dir", "auto"}}, subject);
    html.element("small", {{"role", "status"}}, count);
  });
  html.element("p", {{"class", "views"}}, [&] {
    html.element("a", {{"href", address("/search", state)}}, "List");
    html.text(" ·");
    write_forms(html, path, state, {{"json", "JSON"}, {"csv", "CSV"}});
  });
}

/// The name within the articles of the state.
PageState with_name(const PageState& state, const std::string& name) {
  PageState out = state;
  out.page = 1;
  out.hit.clear();
  const std::string phrase = query::as_typed(name);
  out.query = state.query.empty() ? phrase : fmt::format("({}) {}", state.query, phrase);
  return out;
}

template <class F>
void write_table(Html& html, std::initializer_list<std::string_view> heads, F rows) {
  html.element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Table"}},
               [&] {
                 html.element("table", {{"class", "rows"}}, [&] {
                   html.element("thead", [&] {
                     html.element("tr", [&] {
                       for (const std::string_view head : heads) html.element("th", {{"scope", "col"}}, head);
                     });
                   });
                   html.element("tbody", rows);
                 });
               });
}

show::Table names_table(const search::ExtraFacetResult& names) {
  show::Table table{.columns = {{"name", false}, {"articles", true}}, .rows = {}};
  for (const search::FacetValue& value : names.values)
    table.rows.push_back({value.value, std::to_string(value.count)});
  return table;
}

HttpReply names_page(const search::Engine& engine, const PageState& state,
                     const search::SearchResponse& response) {
  const search::ExtraFacetResult& names = response.extra_facets.front();
  return page("Names", state, engine, [&](Html& html) {
    write_head(
        html, "Names", state,
        fmt::format("{} in {}", show::counted(names.values.size() + names.other_values, "name", "names"),
                    show::counted(names.articles, "article", "articles")),
        "/names");
    for (const std::string& notice : response.notices) html.element("p", {{"class", "notices"}}, notice);
    if (names.values.empty()) {
      html.element("p", "None of these articles names a person or an organisation that is known.");
      return;
    }
    write_table(html, {"name", "articles", "titles"}, [&] {
      for (const search::FacetValue& value : names.values) {
        html.element("tr", [&] {
          html.element("th", {{"scope", "row"}, {"dir", "auto"}}, [&] {
            html.element("a", {{"href", address("/search", with_name(state, value.value))}}, value.value);
          });
          html.element("td", show::grouped(value.count));
          html.element("td", [&] {
            PageState alone;
            alone.query = query::as_typed(value.value);
            html.element("a", {{"href", address("/titles", alone)}}, [&] {
              html.text("titles");
              html.element("span", {{"class", "unseen"}}, " of " + value.value);
            });
          });
        });
      }
    });
    if (names.other_values > 0)
      html.element("p", {{"class", "others"}}, show::counted(names.other_values, "more name", "more names"));
  });
}

HttpReply titles_page(const search::Engine& engine, const PageState& state, const search::Titles& found) {
  return page("Titles", state, engine, [&](Html& html) {
    write_head(html, "Titles", state,
               fmt::format("{} in {}", show::counted(found.in_all, "title", "titles"),
                           show::counted(found.articles, "article", "articles")),
               "/titles");
    for (const std::string& notice : found.notices) html.element("p", {{"class", "notices"}}, notice);
    if (found.titles.empty()) {
      html.element("p", "No title is printed right beside these words.");
      return;
    }
    write_table(html, {"title", "articles", "first", "last"}, [&] {
      const auto day = [&](const std::string& text, ArticleId id) {
        html.element("td", [&] {
          if (!text.empty()) html.element("a", {{"href", "/article/" + to_string(id)}}, text);
        });
      };
      for (const search::TitleUse& title : found.titles) {
        html.element("tr", [&] {
          html.element("th", {{"scope", "row"}, {"dir", "auto"}}, [&] {
            html.element("a", {{"href", address("/search", PageState{.query = title.query})}},
                         title.behind ? "…, " + title.title : title.title + " …");
          });
          html.element("td", show::grouped(title.articles));
          day(title.first, title.first_id);
          day(title.last, title.last_id);
        });
      }
    });
  });
}

}  // namespace

HttpReply names_answer(search::Engine& engine, const PageState& state, std::string_view ending) {
  const auto response = names_of(engine, state);
  if (!response) return error_reply(response.error(), state, engine, ending);
  if (ending == "json") return {.type = "application/json", .body = show::response_json(*response)};
  if (ending == "csv") return table_reply(names_table(response->extra_facets.front()));
  return ending.empty() ? names_page(engine, state, *response) : missing_form(engine, ending);
}

HttpReply titles_answer(search::Engine& engine, const PageState& state, std::string_view ending) {
  const auto found = search::titles(engine, {.search = request_of(state), .limit = kTitles});
  if (!found) return error_reply(found.error(), state, engine, ending);
  if (ending == "json") return {.type = "application/json", .body = show::titles_json(*found)};
  if (ending == "csv") return table_reply(show::titles_table(*found));
  return ending.empty() ? titles_page(engine, state, *found) : missing_form(engine, ending);
}

}  // namespace dateline::serve
