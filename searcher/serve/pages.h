#pragma once

#include <string>
#include <string_view>

#include "searcher/search/engine.h"
#include "searcher/serve/http_message.h"
#include "searcher/serve/page_state.h"
#include "searcher/show/table.h"

/// The pages. Each answers a state from the engine of the caller, as the ending of the address asks: "" for
/// the page, "json", "csv" and others for the same as data; there is no page for an ending that it does not
/// have. An error says so in the same form, with the status of HTTP that fits. Not thread-safe: one engine a
/// thread.
namespace dateline::serve {

HttpReply home_page(search::Engine& engine);
HttpReply search_answer(search::Engine& engine, const PageState& state, std::string_view ending);
/// Every place of the words, in context.
HttpReply lines_answer(search::Engine& engine, const PageState& state, std::string_view ending);
/// When something was not spoken of.
HttpReply silences_answer(search::Engine& engine, const PageState& state, std::string_view ending);
/// The same announcement in other languages and from other sources, side by side.
HttpReply twins_answer(search::Engine& engine, const std::string& id, std::string_view ending);
/// `token`: what forms for tags and the note must send; empty: there are no forms.
HttpReply article_answer(search::Engine& engine, const std::string& id, const PageState& state,
                         const std::string& token, std::string_view ending);
/// All that the ledger knows of an article, also of one that is not in the index any more.
HttpReply history_answer(search::Engine& engine, const std::string& id, std::string_view ending);
/// What was edited between the versions "older" and "newer" of the parameters, else between the last two.
HttpReply diff_answer(search::Engine& engine, const std::string& id, const Parameters& parameters,
                      std::string_view ending);
/// The edits of the articles found, the newest first; parameters "kind" and "removed-name" choose.
HttpReply edits_answer(search::Engine& engine, const PageState& state, const Parameters& parameters,
                       std::string_view ending);
/// Everything of one day, by source.
HttpReply day_answer(search::Engine& engine, dates::Day day, std::string_view ending);
/// The days of a year with and without articles; 0: the last year that has any.
HttpReply calendar_answer(search::Engine& engine, int year, const PageState& state, std::string_view ending);
/// The saved queries with what they find; they are not run in the sense of `saved run`.
HttpReply saved_answer(search::Engine& engine, std::string_view ending);
/// Persons and organisations that the articles found name, with links to them and to their titles.
HttpReply names_answer(search::Engine& engine, const PageState& state, std::string_view ending);
/// The titles that are printed beside the name that the query is.
HttpReply titles_answer(search::Engine& engine, const PageState& state, std::string_view ending);
HttpReply about_answer(const search::Engine& engine, std::string_view ending);
HttpReply help_page(const search::Engine& engine);
/// That no article has the id.
HttpReply unknown_article(const search::Engine& engine, const std::string& id, std::string_view ending);
HttpReply missing_page(const search::Engine& engine, std::string_view what);
/// That a page cannot be had as data with this ending.
HttpReply missing_form(const search::Engine& engine, std::string_view ending);

/// Does what a form of an article asks for, the only thing that changes anything: fields "id", "do" ("tag",
/// "untag" or "note"), "value", and "q" of the page. The answer leads back to the article.
HttpReply take_notes(search::Engine& engine, const Parameters& fields);

/// How the query may go on from where it ends: whole queries, each with what the index has of its last word.
HttpReply suggestions_json(search::Engine& engine, const PageState& state);
/// "svg", "csv" or "json".
HttpReply timeline_answer(search::Engine& engine, const PageState& state, std::string_view ending);

/// A table as CSV.
HttpReply table_reply(const show::Table& table);
/// The endings of files that name articles and can say nothing else: bib, ris and csl.
bool is_of_articles(std::string_view ending);
/// All hits, not only those of the page, as a file: csv, tsv, jsonl, bib, csl or ris.
HttpReply export_file(search::Engine& engine, const PageState& state, std::string_view format);

/// How the hits of a state are spread over time, in the unit that it asks for or that fits.
search::SearchResult<search::Timeline> timeline_of(search::Engine& engine, const PageState& state,
                                                   const std::string& query);
/// The same of what is selected already.
search::SearchResult<search::Timeline> timeline_of(search::Engine& engine, const PageState& state,
                                                   search::Selection selection);

}  // namespace dateline::serve
