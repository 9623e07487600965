#include "searcher/search/silences.h"

#include <fmt/format.h>

#include "searcher/search/articles_by_docid.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/silences.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

constexpr std::size_t kSilences = 20;

struct Answer {
  search::Silences found;
  search::ArticlesByDocid articles;
};

search::SearchResult<Answer> silences_of(search::Engine& engine, const PageState& state) {
  auto found = search::silences(engine, {.search = request_of(state), .limit = kSilences, .wordings = false});
  if (!found) return tl::unexpected(found.error());
  auto articles = search::read_articles(engine, search::named_articles(*found));
  if (!articles) return tl::unexpected(search::wrap(articles.error()));
  return Answer{std::move(*found), std::move(*articles)};
}

void write_article(Html& html, std::string_view label, const std::optional<std::uint32_t>& docid,
                   const Answer& answer) {
  if (!docid) return;
  const Article& article = answer.articles.at(*docid);
  html.element("p", {{"class", "facts"}}, [&] {
    html.text(fmt::format("{} {} ", label, dates::publication_text(article.publication)));
    html.element("a", {{"href", "/article/" + to_string(article.id)}, {"dir", "auto"}},
                 show::title_text(article));
  });
}

void write_silence(Html& html, const search::Silence& silence, const Answer& answer, const PageState& state) {
  PageState meanwhile = state;
  meanwhile.query.clear();
  meanwhile.from = dates::to_iso(silence.from);
  meanwhile.to = dates::to_iso(silence.to);
  html.element("li", [&] {
    html.element("h3", fmt::format("{}, {} {}", show::days_span(silence.from, silence.to),
                                   show::grouped(silence.days()), silence.days() == 1 ? "day" : "days"));
    html.element("p", [&] {
      html.text(show::silence_length(silence));
      const std::string weight = show::silence_weight(silence);
      if (!weight.empty()) html.text("; " + weight);
      html.text(". ");
      html.element("a", {{"href", address("/search", meanwhile)}}, "What was printed meanwhile");
    });
    write_article(html, "before it", silence.before, answer);
    write_article(html, silence.after ? "after it" : "", silence.after, answer);
  });
}

void write_empty_days(Html& html, const search::Silences& found) {
  if (found.longest_empty.empty()) return;
  html.element("h2", "Days without any article");
  html.element("p", fmt::format("Of {}, {} no article at all. Nothing can be said of {}.",
                                show::counted(found.days, "day", "days"),
                                show::counted(found.empty_days, "has", "have"),
                                found.empty_days == 1 ? "it" : "them"));
  html.element("ul", [&] {
    for (const search::EmptyDays& days : found.longest_empty) {
      html.element("li", fmt::format("{}, {} {}", show::days_span(days.from, days.to),
                                     show::grouped(days.days()), days.days() == 1 ? "day" : "days"));
    }
  });
}

HttpReply silences_page(const search::Engine& engine, const PageState& state, const Answer& answer) {
  const search::Silences& found = answer.found;
  const std::string subject = state.query.empty() ? "all articles" : state.query;
  return page("Silences: " + subject, state, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.text("Silences: ");
      html.element("span", {{"dir", "auto"}}, subject);
      html.element("small", {{"role", "status"}},
                   fmt::format("{} {}", show::grouped(found.looked_at),
                               found.looked_at == 1 ? "silence" : "silences"));
    });
    html.element("p", {{"class", "views"}}, [&] {
      html.element("a", {{"href", address("/search", state)}}, "List");
      html.text(" ");
      html.element("span", {{"aria-current", "page"}}, "Silences");
      html.text(" ·");
      write_forms(html, "/silences", state, {{"json", "JSON"}, {"csv", "CSV"}});
    });
    for (const std::string& notice : found.notices) html.element("p", {{"class", "notices"}}, notice);
    write_article(html, "First:", found.first, answer);
    write_article(html, "Last:", found.last, answer);
    if (found.rough > 0) {
      html.element("p",
                   fmt::format("{} of the {} found {} no exact day and may stand in a silence.",
                               show::grouped(found.rough), show::counted(found.total, "article", "articles"),
                               found.rough == 1 ? "has" : "have"));
    }
    if (!found.longest.empty()) html.element("h2", "The longest");
    html.element("ol", {{"class", "silences"}}, [&] {
      for (const search::Silence& silence : found.longest) write_silence(html, silence, answer, state);
    });
    write_empty_days(html, found);
  });
}

}  // namespace

HttpReply silences_answer(search::Engine& engine, const PageState& state, std::string_view ending) {
  const auto answer = silences_of(engine, state);
  if (!answer) return error_reply(answer.error(), state, engine, ending);
  const auto article = [&](std::uint32_t docid) -> const Article& { return answer->articles.at(docid); };
  if (ending == "json")
    return {.type = "application/json", .body = show::silences_json(answer->found, article)};
  if (ending == "csv") return table_reply(show::silences_table(answer->found, article));
  return ending.empty() ? silences_page(engine, state, *answer) : missing_form(engine, ending);
}

}  // namespace dateline::serve
