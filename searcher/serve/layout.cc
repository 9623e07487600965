#include "searcher/serve/layout.h"

#include "common/index/juche_stamp.h"
#include "common/json_writer.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

void write_hidden(Html& html, const PageState& state) {
  for (const auto& [name, value] : parameters_of(state)) {
    if (name == "q" || name == "from" || name == "to" || name == "sort" || name == "page" || name == "hit") {
      continue;
    }
    html.single("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  }
}

void write_field(Html& html, std::string_view id, std::string_view label, std::string_view value,
                 std::string_view placeholder) {
  html.element("label", {{"for", id}}, label);
  html.single("input", {{"id", id}, {"name", id}, {"value", value}, {"placeholder", placeholder}});
}

void write_order(Html& html, search::Sort chosen) {
  html.element("label", {{"for", "sort"}}, "Order");
  html.element("select", {{"id", "sort"}, {"name", "sort"}}, [&] {
    const auto option = [&](std::string_view value, search::Sort sort, std::string_view label) {
      html.element("option", {{"value", value}, {"selected", chosen == sort ? "selected" : Html::kNone}},
                   label);
    };
    option("", search::Sort::kRelevance, "best first");
    option("oldest", search::Sort::kOldest, "oldest first");
    option("newest", search::Sort::kNewest, "newest first");
  });
}

void write_search_form(Html& html, const PageState& state) {
  html.element("form", {{"action", "/search"}, {"method", "get"}, {"role", "search"}, {"id", "search"}}, [&] {
    html.element("label", {{"for", "q"}}, "Search");
    html.single("input", {{"id", "q"},
                          {"name", "q"},
                          {"type", "search"},
                          {"value", state.query},
                          {"autocomplete", "off"},
                          {"list", "suggestions"},
                          {"spellcheck", "false"},
                          {"placeholder", "a name, words, \"a phrase\""}});
    html.element("datalist", {{"id", "suggestions"}}, "");
    html.element("button", {{"type", "submit"}}, "Search");
    html.element("div", {{"class", "when"}}, [&] {
      write_field(html, "from", "From", state.from, "2013-12");
      write_field(html, "to", "to", state.to, "juche103");
      write_order(html, state.sort);
    });
    write_hidden(html, state);
  });
}

}  // namespace

HttpReply page(std::string_view title, const PageState& state, const search::Engine& engine,
               const std::function<void(Html&)>& content) {
  Html html;
  html.element("html", {{"lang", "en"}}, [&] {
    html.element("head", [&] {
      html.single("meta", {{"charset", "utf-8"}});
      html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
      html.element("title", std::string(title) + " · Dateline");
      html.single("link", {{"rel", "stylesheet"}, {"href", "/style.css"}});
      html.single("link", {{"rel", "icon"}, {"href", "/icon.svg"}, {"type", "image/svg+xml"}});
      html.element("script", {{"src", "/script.js"}, {"defer", "defer"}}, "");
    });
    html.element("body", [&] {
      html.element("a", {{"class", "skip"}, {"href", "#main"}}, "Skip to the content");
      html.element("header", [&] {
        html.element("a", {{"class", "brand"}, {"href", "/"}}, "Dateline");
        write_search_form(html, state);
        html.element("nav", {{"aria-label", "Pages"}}, [&] {
          html.element("a", {{"href", address("/calendar", state)}}, "Calendar");
          html.element("a", {{"href", "/edits"}}, "Edits");
          html.element("a", {{"href", "/saved"}}, "Saved");
          html.element("a", {{"href", "/about"}}, "About this index");
          html.element("a", {{"href", "/help"}}, "Help");
        });
      });
      html.element("main", {{"id", "main"}, {"tabindex", "-1"}}, [&] { content(html); });
      html.element("footer", [&] {
        const index::IndexReader& reader = engine.reader();
        html.element("p", "Index " + reader.name() + ", state " + reader.revision() + ", " +
                              show::counted(reader.articles(), "article", "articles"));
      });
    });
  });
  return {.body = "<!DOCTYPE html>\n" + std::move(html).take() + "\n"};
}

HttpReply error_page(unsigned status, const search::SearchError& error, const PageState& state,
                     const search::Engine& engine) {
  HttpReply reply = page("Error", state, engine, [&](Html& html) {
    html.element("h1", error.place.empty() ? "This did not work" : "The query cannot be understood");
    if (error.place.empty()) {
      html.element("p", {{"role", "alert"}}, error.error.what);
      if (!error.error.hint.empty()) html.element("p", error.error.hint);
      return;
    }
    html.element("div", {{"class", "place"}, {"role", "alert"}}, [&] {
      std::string_view rest = error.place;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        html.element("pre", rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    });
    html.element("p", [&] { html.element("a", {{"href", "/help"}}, "How queries are written"); });
  });
  reply.status = status;
  return reply;
}

unsigned status_of(const search::SearchError& error) {
  if (error.stopped()) return 503;
  return error.error.kind == ErrorKind::kUsage || error.error.kind == ErrorKind::kQuery ? 400 : 500;
}

HttpReply error_json(const search::SearchError& error) {
  JsonWriter json;
  json.object([&] {
    json.member("error", error.error.what);
    json.member_or_null("hint", error.error.hint);
    json.member_or_null("place", error.place);
  });
  return {.status = status_of(error), .type = "application/json", .body = json.line()};
}

HttpReply error_reply(const search::SearchError& error, const PageState& state, const search::Engine& engine,
                      std::string_view ending) {
  return ending.empty() ? error_page(status_of(error), error, state, engine) : error_json(error);
}

void write_forms(Html& html, std::string_view path, const PageState& state,
                 std::initializer_list<Form> forms) {
  html.text(" as ");
  for (const Form& form : forms) {
    html.element("a", {{"href", address(std::string(path) + "." + std::string(form.ending), state)}},
                 form.label);
    html.text(" ");
  }
}

void write_facts(Html& html, const Article& article, const PageState& state) {
  html.element("p", {{"class", "facts"}}, [&] {
    const std::string date = dates::publication_text(article.publication);
    if (date.empty()) {
      html.element("span", "no date");
    } else if (const auto day = dates::parse_iso_day(date)) {
      html.element("a", {{"href", "/day/" + date}}, [&] {
        html.element("time", {{"datetime", date}}, date);
      });
    } else {
      html.element("span", date);
    }
    if (!article.source.slug.empty()) {
      html.text(" · ");
      PageState narrowed;
      narrowed.query = state.query;
      html.element("a", {{"href", address("/search", toggled(narrowed, "source=" + article.source.slug))}},
                   article.source.name);
    }
    if (article.language.known()) html.text(" · " + std::string(article.language.code()));
    if (const Stamp* stamp = index::juche_stamp(article)) {
      html.text(" · Juche " + std::to_string(stamp->date.juche));
    }
  });
}

void write_notes(Html& html, const notes::ArticleNotes& notes) {
  if (!notes.tags.empty()) {
    html.element("ul", {{"class", "tags"}, {"aria-label", "Tags"}}, [&] {
      for (const std::string& tag : notes.tags) {
        html.element("li", [&] {
          html.element("a", {{"href", address("/search", PageState{.query = "tag:" + tag})}, {"dir", "auto"}},
                       "#" + tag);
        });
      }
    });
  }
  if (notes.text.empty()) return;
  html.element("div", {{"class", "note"}, {"role", "note"}, {"dir", "auto"}}, [&] {
    html.paragraphs(search::Snippet{.parts = {{notes.text, false}}}, {});
  });
}

}  // namespace dateline::serve
