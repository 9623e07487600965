#pragma once

#include <string>
#include <string_view>

#include "searcher/search/engine.h"
#include "searcher/serve/http_message.h"
#include "searcher/serve/page_state.h"

/// The pages. Each answers a state from the engine of the caller; an error becomes a page that says so, with
/// the status of HTTP that fits. Not thread-safe: one engine a thread.
namespace dateline::serve {

HttpReply home_page(search::Engine& engine);
HttpReply search_page(search::Engine& engine, const PageState& state);
HttpReply lines_page(search::Engine& engine, const PageState& state);
/// When something was not spoken of.
HttpReply silences_page(search::Engine& engine, const PageState& state);
/// The same announcement in other languages and from other sources, side by side.
HttpReply twins_page(search::Engine& engine, const std::string& id);
/// `token`: what forms for tags and the note must send; empty: there are no forms.
HttpReply article_page(search::Engine& engine, const std::string& id, const PageState& state,
                       const std::string& token);
/// Everything of one day, by source.
HttpReply day_page(search::Engine& engine, dates::Day day);
/// The days of a year with and without articles; 0: the last year that has any.
HttpReply calendar_page(search::Engine& engine, int year, const PageState& state);
/// The saved queries with what they find; they are not run in the sense of `saved run`.
HttpReply saved_page(search::Engine& engine);
HttpReply saved_json(search::Engine& engine);
HttpReply about_page(const search::Engine& engine);
HttpReply help_page(const search::Engine& engine);
/// That no article has the id.
HttpReply unknown_article_page(const search::Engine& engine, const std::string& id);
HttpReply unknown_article_json(const std::string& id);
HttpReply missing_page(const search::Engine& engine, std::string_view what);

/// Persons and organisations that the articles found name, with links to them and to their titles.
HttpReply names_page(search::Engine& engine, const PageState& state);
HttpReply names_json(search::Engine& engine, const PageState& state);
/// The titles that are printed beside the name that the query is.
HttpReply titles_page(search::Engine& engine, const PageState& state);
HttpReply titles_json(search::Engine& engine, const PageState& state);
/// Does what a form of an article asks for, the only thing that changes anything: fields "id", "do" ("tag",
/// "untag" or "note"), "value", and "q" of the page. The answer leads back to the article.
HttpReply take_notes(search::Engine& engine, const Parameters& fields);

/// The same answers for other programs.
HttpReply search_json(search::Engine& engine, const PageState& state);
HttpReply lines_json(search::Engine& engine, const PageState& state);
HttpReply article_json(search::Engine& engine, const std::string& id, const PageState& state);
HttpReply silences_json(search::Engine& engine, const PageState& state);
HttpReply twins_json(search::Engine& engine, const std::string& id);
/// How the query may go on from where it ends: whole queries, each with what the index has of its last word.
HttpReply suggestions_json(search::Engine& engine, const PageState& state);
HttpReply about_json(const search::Engine& engine);
HttpReply timeline_data(search::Engine& engine, const PageState& state, std::string_view format);

/// All hits, not only those of the page, as a file: csv, tsv, jsonl, bib, csl or ris.
HttpReply export_file(search::Engine& engine, const PageState& state, std::string_view format);

/// How the hits of a state are spread over time, in the unit that it asks for or that fits.
search::SearchResult<search::Timeline> timeline_of(search::Engine& engine, const PageState& state,
                                                   const std::string& query);
/// The same of what is selected already.
search::SearchResult<search::Timeline> timeline_of(search::Engine& engine, const PageState& state,
                                                   search::Selection selection);

}  // namespace dateline::serve
