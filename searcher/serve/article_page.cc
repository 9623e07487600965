#include <fmt/format.h>

#include "common/dates/juche.h"
#include "common/index/article_json.h"
#include "searcher/export/reference.h"
#include "searcher/search/similar.h"
#include "searcher/serve/history_part.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/notes_form.h"
#include "searcher/serve/pages.h"
#include "searcher/show/shown_article.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

using search::ShownArticle;

constexpr std::size_t kSimilar = 6;
constexpr std::size_t kMentionsShown = 60;

void write_row(Html& html, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  html.element("dt", name);
  html.element("dd", {{"dir", "auto"}}, value);
}

void write_data(Html& html, const ShownArticle& shown) {
  const Article& article = shown.article;
  html.element("dl", {{"class", "data"}}, [&] {
    write_row(html, "Published", show::published_text(article));
    for (const Stamp& stamp : article.stamps) write_row(html, "Stamp as printed", stamp.printed);
    write_row(html, "Captured", show::captured_text(article));
    write_row(html, "Added", shown.added ? dates::to_iso(*shown.added) : std::string());
    write_row(html, "Source", article.source.name);
    write_row(html, "Topic", article.topic);
    if (!article.url.empty()) {
      html.element("dt", "Address");
      html.element("dd", [&] {
        if (is_web_address(article.url)) {
          html.element("a", {{"href", article.url}, {"rel", "noreferrer noopener nofollow"}}, article.url);
        } else {
          html.text(article.url);
        }
      });
    }
    write_row(html, "File",
              article.origin.record == 0
                  ? article.origin.path
                  : fmt::format("{}, record {}", article.origin.path, article.origin.record));
    write_row(html, "Id", to_string(article.id));
  });
}

void write_citation(Html& html, const Article& article) {
  html.element("section", {{"aria-labelledby", "cite"}}, [&] {
    html.element("h2", {{"id", "cite"}}, "To cite");
    html.element("p", {{"class", "footnote"}, {"dir", "auto"}}, search::footnote(article));
    html.element("p", [&] {
      html.text("This article as ");
      const std::string id = to_string(article.id);
      for (const auto& [ending, label] : {std::pair{"bib", "BibTeX"},
                                          {"ris", "RIS"},
                                          {"csl", "CSL-JSON"},
                                          {"csv", "CSV"},
                                          {"json", "JSON"}}) {
        html.element("a", {{"href", fmt::format("/article/{}.{}", id, ending)}}, label);
        html.text(" ");
      }
    });
  });
}

void write_evidence(Html& html, const ShownArticle& shown) {
  if (shown.evidence.empty()) return;
  html.element("section", {{"aria-labelledby", "why"}}, [&] {
    html.element("h2", {{"id", "why"}}, "Why this day");
    html.element("table", [&] {
      html.element("thead", [&] {
        html.element("tr", [&] {
          for (const std::string_view head : {"evidence", "as printed", "reads", "verdict"}) {
            html.element("th", {{"scope", "col"}}, head);
          }
        });
      });
      html.element("tbody", [&] {
        for (const dates::Evidence& evidence : shown.evidence) {
          html.element("tr", [&] {
            html.element("th", {{"scope", "row"}}, evidence.by);
            html.element("td", {{"dir", "auto"}}, evidence.printed);
            html.element("td", evidence.reads);
            html.element("td", evidence.verdict);
          });
        }
      });
    });
  });
}

/// The year in the other calendar, " (Juche 61)"; empty for a day without a year and before Juche 1. A number
/// that the text itself has goes before ours.
std::string juche_text(const dates::DateMention& mention) {
  if (mention.precision == dates::Precision::kMonthDay || mention.precision == dates::Precision::kLunar)
    return {};
  const auto first = dates::juche_year(dates::year_of(mention.from));
  const auto last = dates::juche_year(dates::year_of(mention.to));
  const int number = mention.juche > 0 ? mention.juche : first.value_or(0);
  if (number == 0) return {};
  const int end = mention.last_juche > 0 ? mention.last_juche : last.value_or(number);
  return end > number ? fmt::format(" (Juche {} to {})", number, end) : fmt::format(" (Juche {})", number);
}

void write_mentions(Html& html, const Article& article) {
  std::size_t shown = 0;
  for (const dates::DateMention& mention : article.mentions)
    shown += mention.kind == dates::Kind::kBody ? 1 : 0;
  if (shown == 0) return;
  html.element("section", {{"aria-labelledby", "dates"}}, [&] {
    html.element("h2", {{"id", "dates"}}, fmt::format("Dates in the text ({})", shown));
    html.element("ul", {{"class", "mentions"}}, [&] {
      std::size_t written = 0;
      for (const dates::DateMention& mention : article.mentions) {
        if (mention.kind != dates::Kind::kBody || written == kMentionsShown) continue;
        ++written;
        const std::string label = dates::interval_text(mention) + juche_text(mention);
        PageState same;
        same.query = "mentions:" + dates::interval_text(mention);
        html.element("li", [&] {
          // What a query can ask for is a link; a date without a year is not.
          if (label.front() >= '0' && label.front() <= '9' &&
              dates::parse_iso_day(dates::interval_text(mention))) {
            html.element("a", {{"href", address("/search", same)}}, label);
          } else {
            html.text(label);
          }
        });
      }
    });
  });
}

void write_copies(Html& html, const ShownArticle& shown) {
  if (shown.copies_in_all == 0) return;
  html.element("section", {{"aria-labelledby", "copies"}}, [&] {
    html.element("h2", {{"id", "copies"}},
                 fmt::format("The same text elsewhere ({})", show::grouped(shown.copies_in_all)));
    html.element("ul", [&] {
      for (const search::ArticleCopy& copy : shown.copies) {
        html.element("li", [&] {
          html.element("a", {{"href", "/article/" + to_string(copy.head.id)}, {"dir", "auto"}},
                       show::title_text(copy.head));
          write_facts(html, copy.head, {});
        });
      }
    });
  });
}

void write_similar(Html& html, search::Engine& engine, const std::string& id) {
  search::SimilarRequest request{.id = id, .search = {}};
  request.search.limit = kSimilar;
  request.search.snippet_bytes = 0;
  const auto found = search::similar(engine, request);
  if (!found || !*found || (*found)->hits.empty()) return;
  html.element("section", {{"aria-labelledby", "like"}}, [&] {
    html.element("h2", {{"id", "like"}}, "Articles like this one");
    html.element("ul", [&] {
      for (const search::Hit& hit : (*found)->hits) {
        html.element("li", [&] {
          html.element("a", {{"href", "/article/" + to_string(hit.article.id)}, {"dir", "auto"}},
                       show::title_text(hit.article));
          write_facts(html, hit.article, {});
        });
      }
    });
  });
}

search::SearchResult<std::optional<ShownArticle>> shown_article(search::Engine& engine, const std::string& id,
                                                                const PageState& state) {
  const search::SearchRequest request = request_of(state);
  auto shown = engine.show(id, state.query.empty() ? nullptr : &request);
  // A query that cannot be read marks nothing; the article is there all the same.
  if (!shown && shown.error().error.kind == ErrorKind::kQuery) return engine.show(id);
  return shown;
}

HttpReply article_page(search::Engine& engine, const ShownArticle& shown, const PageState& state,
                       const std::string& token) {
  const Article& article = shown.article;
  const std::string_view language = article.language.code();
  const std::string_view title = show::title_text(article);
  return page(title, state, engine, [&](Html& html) {
    if (!state.query.empty()) {
      PageState back = state;
      html.element("p", [&] {
        html.element("a", {{"href", address("/search", back) + "#" + to_string(article.id)}},
                     "Back to the hits");
      });
    }
    html.element("h1", {{"lang", Html::or_none(language)}, {"dir", "auto"}}, title);
    write_facts(html, article, state);
    write_notes(html, shown.notes);
    html.element("div", {{"class", "columns reading"}}, [&] {
      html.element("div", {{"class", "body"}}, [&] { html.paragraphs(shown.body, language); });
      html.element("div", {{"class", "beside"}}, [&] {
        html.element("section", {{"aria-labelledby", "data"}}, [&] {
          html.element("h2", {{"id", "data"}}, "What is known");
          write_data(html, shown);
        });
        if (!token.empty()) write_notes_forms(html, shown, state, token);
        write_citation(html, article);
        write_evidence(html, shown);
        write_history(html, engine, article);
        write_mentions(html, article);
        write_copies(html, shown);
        if (dates::parse_iso_day(dates::publication_text(article.publication))) {
          html.element("p", [&] {
            html.element("a", {{"href", "/twins/" + to_string(article.id)}},
                         "The same announcement in other languages and sources");
          });
        }
        write_similar(html, engine, to_string(article.id));
      });
    });
  });
}

}  // namespace

HttpReply article_answer(search::Engine& engine, const std::string& id, const PageState& state,
                         const std::string& token, std::string_view ending) {
  if (is_of_articles(ending) || ending == "csv") {
    const PageState only{.query = "id:" + id, .copies = true};
    return parse_article_id(id) ? export_file(engine, only, ending) : missing_page(engine, "/article/" + id);
  }
  const auto shown = shown_article(engine, id, state);
  if (!shown) return error_reply(shown.error(), state, engine, ending);
  if (!*shown) return unknown_article(engine, id, ending);
  if (ending == "json") return {.type = "application/json", .body = show::shown_json(**shown)};
  return ending.empty() ? article_page(engine, **shown, state, token) : missing_form(engine, ending);
}

}  // namespace dateline::serve
