#include "searcher/serve/notes_form.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "searcher/search/take_notes.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"

namespace dateline::serve {
namespace {

std::string field(const Parameters& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Parameter& one) { return one.name == name; });
  return found == fields.end() ? std::string() : found->value;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

/// A form that does one thing; `content` writes what is filled in.
template <class F>
void write_form(Html& html, const search::ShownArticle& shown, const PageState& state,
                const std::string& token, std::string_view action, F content) {
  html.element("form", {{"action", "/notes"}, {"method", "post"}, {"class", "notes-form"}}, [&] {
    const std::string id = to_string(shown.article.id);
    for (const auto& [name, value] : {std::pair<std::string_view, std::string_view>{"token", token},
                                      {"id", id},
                                      {"do", action},
                                      {"q", state.query}}) {
      html.single("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
    }
    content();
  });
}

}  // namespace

void write_notes_forms(Html& html, const search::ShownArticle& shown, const PageState& state,
                       const std::string& token) {
  html.element("section", {{"aria-labelledby", "notes"}}, [&] {
    html.element("h2", {{"id", "notes"}}, "Your tags and note");
    write_form(html, shown, state, token, "tag", [&] {
      html.element("label", {{"for", "new-tags"}}, "Tags to add");
      html.single("input", {{"id", "new-tags"}, {"name", "value"}, {"required", "required"}});
      html.element("button", {{"type", "submit"}}, "Add");
    });
    for (const std::string& tag : shown.notes.tags) {
      write_form(html, shown, state, token, "untag", [&] {
        html.single("input", {{"type", "hidden"}, {"name", "value"}, {"value", tag}});
        html.element("button", {{"type", "submit"}, {"dir", "auto"}}, "Remove #" + tag);
      });
    }
    write_form(html, shown, state, token, "note", [&] {
      html.element("label", {{"for", "note-text"}}, "Note");
      // A line feed right behind the tag is dropped by HTML.
      html.element("textarea", {{"id", "note-text"}, {"name", "value"}, {"rows", "4"}, {"dir", "auto"}},
                   shown.notes.text);
      html.element("button", {{"type", "submit"}}, "Keep the note");
    });
  });
}

HttpReply take_notes(search::Engine& engine, const Parameters& fields) {
  const std::string id = field(fields, "id");
  const std::string action = field(fields, "do");
  const std::string value = field(fields, "value");
  std::function<Status(notes::ArticleNotes&)> change;
  if (action == "tag") change = search::add_tags(words_of(value));
  if (action == "untag") change = search::remove_tags(words_of(value));
  if (action == "note") change = search::set_note(value);
  if (!change) return plain_reply(400, "the form asks for nothing that can be done");
  const auto taken = search::change_article_notes(engine, id, change);
  if (!taken) return error_page(status_of(taken.error()), taken.error(), {}, engine);
  if (!*taken) return unknown_article(engine, id, {});
  HttpReply reply{.status = 303, .type = "text/plain; charset=utf-8", .body = "kept\n"};
  PageState back;
  back.query = field(fields, "q");
  reply.headers.emplace_back("Location", address("/article/" + to_string((*taken)->article), back));
  return reply;
}

}  // namespace dateline::serve
