#include <fmt/format.h>

#include "common/index/schema.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/info.h"
#include "searcher/show/text.h"
#include "searcher/show/words_explained.h"

namespace dateline::serve {
namespace {

struct Example {
  std::string_view query;
  std::string_view meaning;
};
constexpr Example kExamples[] = {
    {"Kim Jong Un", "a name: its words side by side, in every spelling"},
    {"\"goodwill visit\"", "words side by side, in this order"},
    {"flood -drill", "the first word and not the second"},
    {"(flood OR typhoon) dam", "either of two, and a third"},
    {"embank*", "words that begin so"},
    {"near/5(flood damage)", "at most five words apart"},
    {"title:visit", "in the headline"},
    {"date:2013-12", "published in that month; date:1997..1999 is a stretch"},
    {"date:*-09-09", "published on that day of any year"},
    {"juche:112", "by the Juche stamp of the article"},
    {"mentions:1950-06-25", "the day is named in the text"},
    {"source:kcna.kp-en lang:en", "by publisher and language"},
};

}  // namespace

HttpReply home_page(search::Engine& engine) {
  const PageState state;
  return page("Search", state, engine, [&](Html& html) {
    html.element("h1", "Search " + show::counted(engine.reader().articles(), "article", "articles"));
    html.element(
        "p",
        "Type a name, words, or a phrase in quotation marks. Every state of the page has an address that can be sent and cited.");
    html.element("ul", {{"class", "examples"}}, [&] {
      for (const Example& example : kExamples) {
        html.element("li", [&] {
          html.element("a", {{"href", address("/search", PageState{.query = std::string(example.query)})}},
                       example.query);
          html.text(" " + std::string(example.meaning));
        });
      }
    });
    html.element("p", [&] {
      html.element("a", {{"href", "/search"}}, "All articles");
      html.text(", over time and by source");
    });
  });
}

HttpReply about_answer(const search::Engine& engine, std::string_view ending) {
  if (ending == "json") return {.type = "application/json", .body = show::info_json(engine.reader())};
  if (!ending.empty()) return missing_form(engine, ending);
  return page("About this index", {}, engine, [&](Html& html) {
    html.element("h1", "About this index");
    html.element("dl", {{"class", "data"}}, [&] {
      html.element("dt", "index");
      html.element("dd", engine.reader().name());
      html.element("dt", "state");
      html.element("dd", engine.reader().revision());
      for (const show::InfoLine& line : show::info_lines(engine.reader().counts())) {
        if (line.name == "sources") continue;
        html.element("dt", line.name);
        html.element("dd", line.value);
      }
    });
    html.element("h2", "Sources");
    html.element("ul", [&] {
      for (const auto& source : engine.source_names()) {
        if (source.first.empty()) continue;
        const std::string href = address("/search", toggled({}, "source=" + source.first));
        html.element("li", [&] { html.element("a", {{"href", href}}, source.second); });
      }
    });
    html.element("p", [&] { html.element("a", {{"href", "/about.json"}}, "The same as JSON"); });
  });
}

HttpReply help_page(const search::Engine& engine) {
  return page("Help", {}, engine, [&](Html& html) {
    html.element("h1", "How to ask");
    html.element("table", [&] {
      html.element("thead", [&] {
        html.element("tr", [&] {
          html.element("th", {{"scope", "col"}}, "query");
          html.element("th", {{"scope", "col"}}, "finds");
        });
      });
      html.element("tbody", [&] {
        for (const Example& example : kExamples) {
          html.element("tr", [&] {
            html.element("th", {{"scope", "row"}}, [&] {
              html.element("a",
                           {{"href", address("/search", PageState{.query = std::string(example.query)})}},
                           example.query);
            });
            html.element("td", example.meaning);
          });
        }
      });
    });
    html.element("h2", "Fields");
    html.element("dl", {{"class", "data"}}, [&] {
      for (const index::FieldInfo& field : index::kFields) {
        html.element("dt", std::string(field.name) + ":");
        html.element("dd", field.help);
      }
    });
    html.element("h2", "Keys");
    html.element("dl", {{"class", "data"}}, [&] {
      for (const auto& [key, does] :
           {std::pair<std::string_view, std::string_view>{"/", "go to the search box"},
            {"j, k", "the next and the previous hit"},
            {"Enter", "open the hit"},
            {"drag on the chart", "narrow to a stretch of time"}}) {
        html.element("dt", key);
        html.element("dd", does);
      }
    });
    html.element("h2", "Words on this page");
    html.element("dl", {{"class", "data"}}, [&] {
      for (const auto& [word, means] : show::explained_words()) {
        html.element("dt", word);
        html.element("dd", means);
      }
      html.element("dt", "state");
      html.element("dd", "names the index as it was when it answered: cite it with a figure");
    });
  });
}

namespace {

search::SearchError unknown(const std::string& id) {
  return search::wrap(Error{ErrorKind::kUsage, "no article has the id, key or address '" + id + "'",
                            "search for words of it instead"});
}

}  // namespace

HttpReply unknown_article(const search::Engine& engine, const std::string& id, std::string_view ending) {
  HttpReply reply = error_reply(unknown(id), {}, engine, ending);
  reply.status = 404;
  return reply;
}

HttpReply missing_page(const search::Engine& engine, std::string_view what) {
  return error_page(404,
                    search::wrap(Error{ErrorKind::kUsage, "there is no page " + std::string(what),
                                       "go to the search page"}),
                    {}, engine);
}

HttpReply missing_form(const search::Engine& engine, std::string_view ending) {
  return error_page(
      404,
      search::wrap(Error{ErrorKind::kUsage, fmt::format("this page cannot be had as .{}", ending),
                         "the page itself, without an ending, says what it can be had as"}),
      {}, engine);
}

}  // namespace dateline::serve
