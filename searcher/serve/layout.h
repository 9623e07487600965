#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "searcher/search/engine.h"
#include "searcher/serve/html.h"
#include "searcher/serve/http_message.h"
#include "searcher/serve/page_state.h"

namespace dateline::serve {

/// What surrounds every page: head, links for the keyboard, the search form with the present state, the
/// footer that names the state of the index. `content` writes what is inside of <main>; it begins with the
/// page's one <h1>.
HttpReply page(std::string_view title, const PageState& state, const search::Engine& engine,
               const std::function<void(Html&)>& content);

/// A page that says what went wrong and what to do, with the query's place where there is one.
HttpReply error_page(unsigned status, const search::SearchError& error, const PageState& state,
                     const search::Engine& engine);

/// The status of HTTP that an error has.
unsigned status_of(const search::SearchError& error);

/// {"error": …, "hint": …}.
HttpReply error_json(const search::SearchError& error);

/// The one or the other: a page where `ending` is empty, else JSON.
HttpReply error_reply(const search::SearchError& error, const PageState& state, const search::Engine& engine,
                      std::string_view ending);

/// "as JSON CSV": links to the same page in other forms, by the endings of their addresses.
struct Form {
  std::string_view ending;
  std::string_view label;
};
void write_forms(Html& html, std::string_view path, const PageState& state,
                 std::initializer_list<Form> forms);

/// The publisher, language, day and its confidence of an article, in one line.
void write_facts(Html& html, const Article& article, const PageState& state);

/// The tags of the reader, each a link to its articles, and the note; nothing where there are none.
void write_notes(Html& html, const notes::ArticleNotes& notes);

}  // namespace dateline::serve
