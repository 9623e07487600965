#include "searcher/search/twins.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/text.h"
#include "searcher/show/twins.h"

namespace dateline::serve {
namespace {

search::TwinsRequest request_for(const std::string& id) {
  return {.id = id, .search = request_of(PageState{}), .limit = 10, .days = 2};
}

void write_text(Html& html, const Article& article, std::string_view heading) {
  const std::string_view language = article.language.code();
  html.element("section", {{"class", "side"}}, [&] {
    html.element("h2", heading);
    html.element("h3", {{"lang", Html::or_none(language)}, {"dir", "auto"}}, [&] {
      html.element("a", {{"href", "/article/" + to_string(article.id)}}, show::title_text(article));
    });
    write_facts(html, article, {});
    html.element("div", {{"class", "body"}},
                 [&] { html.paragraphs({.parts = {{.text = article.body, .hit = false}}}, language); });
  });
}

void write_twin(Html& html, const search::Twin& twin) {
  html.element("li", [&] {
    html.element("a", {{"href", "/article/" + to_string(twin.article.id)}, {"dir", "auto"}},
                 show::title_text(twin.article));
    write_facts(html, twin.article, {});
    html.element("p", {{"class", "facts"}, {"dir", "auto"}},
                 fmt::format("score {:.2f}; both have {}", twin.score, fmt::join(twin.shared, ", ")));
  });
}

HttpReply twins_page(const search::Engine& engine, const search::Twins& twins) {
  return page("Twins", {}, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.text("The same announcement elsewhere");
      html.element("small", {{"role", "status"}},
                   fmt::format("{} among {} of these days in another language or from another source",
                               show::grouped(twins.twins.size()),
                               show::counted(twins.looked_at, "article", "articles")));
    });
    html.element("p", {{"class", "views"}}, [&] {
      write_forms(html, "/twins/" + to_string(twins.article.id), {}, {{"json", "JSON"}, {"csv", "CSV"}});
    });
    if (twins.twins.empty()) html.element("p", "None tells the same, as far as names and numbers show.");
    html.element("ol", {{"class", "list beside"}}, [&] {
      for (const search::Twin& twin : twins.twins) write_twin(html, twin);
    });
    html.element("div", {{"class", "columns sides"}}, [&] {
      write_text(html, twins.article, "This article");
      if (!twins.twins.empty()) write_text(html, twins.twins.front().article, "The first of the others");
    });
  });
}

}  // namespace

HttpReply twins_answer(search::Engine& engine, const std::string& id, std::string_view ending) {
  const auto found = search::twins(engine, request_for(id));
  if (!found) return error_reply(found.error(), {}, engine, ending);
  if (!*found) return unknown_article(engine, id, ending);
  if (ending == "json") return {.type = "application/json", .body = show::twins_json(**found)};
  if (ending == "csv") return table_reply(show::twins_table(**found));
  return ending.empty() ? twins_page(engine, **found) : missing_form(engine, ending);
}

}  // namespace dateline::serve
