#include <fmt/format.h>

#include "searcher/search/kwic.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/kwic.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

constexpr std::size_t kLines = 100;
constexpr std::size_t kContextBytes = 90;
/// A character of data is a column of its own, however many bytes it has.
constexpr std::size_t kContextColumns = 90;

search::KwicRequest kwic_request(const PageState& state, std::string_view ending) {
  search::KwicRequest request{.search = request_of(state), .sort = state.line_sort};
  request.limit = kLines;
  request.context_bytes = ending.empty() ? kContextBytes : 4 * kContextColumns;
  return request;
}

std::string summary(const search::Concordance& found) {
  std::string out = fmt::format("{} of {}", show::grouped(found.lines.size()),
                                show::counted(found.found, "place", "places"));
  out += found.whole ? fmt::format(" in {}", show::counted(found.articles, "article", "articles"))
                     : fmt::format(" in the {} read of {}", show::counted(found.read, "article", "articles"),
                                   show::grouped(found.articles));
  return out;
}

void write_orders(Html& html, const PageState& state) {
  constexpr std::pair<search::KwicSort, std::string_view> kOrders[] = {
      {search::KwicSort::kOldest, "oldest first"},
      {search::KwicSort::kNewest, "newest first"},
      {search::KwicSort::kRank, "best first"},
      {search::KwicSort::kLeft, "by the words before"},
      {search::KwicSort::kRight, "by the words after"}};
  html.element("p", {{"class", "views"}}, [&] {
    html.element("a", {{"href", address("/search", state)}}, "List");
    html.text(" ");
    html.element("span", {{"aria-current", "page"}}, "Every place, in context");
    html.text(" · ");
    for (const auto& [sort, label] : kOrders) {
      PageState other = state;
      other.line_sort = sort;
      html.element("a",
                   {{"href", address("/lines", other)},
                    {"aria-current", sort == state.line_sort ? "true" : Html::kNone}},
                   label);
      html.text(" ");
    }
    html.text("·");
    write_forms(html, "/lines", state, {{"json", "JSON"}, {"csv", "CSV"}});
  });
}

HttpReply lines_page(const search::Engine& engine, const PageState& state, const search::Concordance& found) {
  return page(state.query, state, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.element("span", {{"dir", "auto"}}, state.query);
      html.element("small", {{"role", "status"}}, summary(found));
    });
    write_orders(html, state);
    for (const std::string& notice : found.notices) html.element("p", {{"class", "notices"}}, notice);
    html.element(
        "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Every place"}},
        [&] {
          html.element("table", {{"class", "lines"}}, [&] {
            html.element("thead", [&] {
              html.element("tr", [&] {
                for (const std::string_view head : {"day", "before", "words", "after"})
                  html.element("th", {{"scope", "col"}}, head);
              });
            });
            html.element("tbody", [&] {
              for (const search::KwicLine& line : found.lines) {
                html.element("tr", [&] {
                  html.element("th", {{"scope", "row"}}, [&] {
                    html.element(
                        "a",
                        {{"href", "/article/" + to_string(line.id) + "?" + encoded({{"q", state.query}})}},
                        line.date.empty() ? "no date" : line.date);
                  });
                  html.element("td", {{"class", "left"}}, line.left);
                  html.element("td", {{"class", "keyword"}}, [&] { html.element("mark", line.keyword); });
                  html.element("td", {{"class", "right"}}, line.right);
                });
              }
            });
          });
        });
  });
}

}  // namespace

HttpReply lines_answer(search::Engine& engine, const PageState& state, std::string_view ending) {
  if (is_of_articles(ending)) return export_file(engine, state, ending);
  const auto found = search::kwic(engine, kwic_request(state, ending));
  if (!found) return error_reply(found.error(), state, engine, ending);
  if (ending == "json") return {.type = "application/json", .body = show::kwic_json(*found, kContextColumns)};
  if (ending == "csv") return table_reply(show::kwic_table(*found, kContextColumns));
  return ending.empty() ? lines_page(engine, state, *found) : missing_form(engine, ending);
}

}  // namespace dateline::serve
