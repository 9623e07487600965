// Commands for what a reader keeps beside the index: tags, notes and saved queries.

#include <fmt/format.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "searcher/repl/command.h"
#include "searcher/repl/session.h"
#include "searcher/repl/words.h"
#include "searcher/search/saved_queries.h"
#include "searcher/search/take_notes.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/saved_queries.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::search {
namespace {

Outcome change(Session& session, std::string_view hit, std::string_view command,
               const std::function<Status(notes::ArticleNotes&)>& change) {
  const Result<std::string> id = session.id_of(hit, command);
  if (!id) return session.error(id.error());
  const auto taken = change_article_notes(session.engine(), *id, change);
  if (!taken) return session.error(taken.error());
  if (!*taken) return session.error("no article has this id", "the index may have been renewed; ask again");
  const notes::ArticleNotes& notes = (*taken)->notes;
  session.tell(fmt::format("{} {}{}\n", *id, notes.tags.empty() ? "no tags" : show::tags_text(notes),
                           notes.text.empty() ? "" : " with a note"));
  return Outcome::kDone;
}

std::vector<std::string> words_of(std::string_view rest) {
  std::vector<std::string> out;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) out.emplace_back(word);
  return out;
}

Outcome tag(Session& session, std::string_view rest) {
  const std::string_view hit = take_word(rest);
  if (rest.empty()) return session.error("write :tag N WORD", "tag:WORD then finds the article");
  return change(session, hit, "tag", add_tags(words_of(rest)));
}

Outcome untag(Session& session, std::string_view rest) {
  const std::string_view hit = take_word(rest);
  if (rest.empty()) return session.error("write :untag N WORD");
  return change(session, hit, "untag", remove_tags(words_of(rest)));
}

Outcome note(Session& session, std::string_view rest) {
  const std::string_view hit = take_word(rest);
  if (hit.empty()) return session.error("write :note N TEXT", ":note N - removes the note");
  if (!rest.empty()) return change(session, hit, "note", set_note(rest == "-" ? "" : std::string(rest)));
  const Result<std::string> id = session.id_of(hit, "note");
  if (!id) return session.error(id.error());
  const auto notes = session.engine().notes();
  if (!notes) return session.error(notes.error());
  const std::string& text = (*notes)->of(*parse_article_id(*id)).text;
  if (text.empty()) return session.error("the article has no note");
  session.show(show::wrapped(text, session.style(), 0));
  return Outcome::kDone;
}

Outcome list(Session& session) {
  const auto listed =
      saved_queries(session.engine(), session.settings().request.today.value_or(dates::Day()));
  if (!listed) return session.error(listed.error());
  session.show(session.settings().json ? show::saved_queries_json(*listed)
                                       : show::saved_queries_text(*listed, session.style()));
  return Outcome::kDone;
}

Outcome add(Session& session, std::string_view name) {
  const SearchResult<SearchRequest> here = session.request_here();
  if (!here) return session.error(here.error());
  if (here->within) {
    return session.error("a query among the articles of another one cannot be saved",
                         "write it as one query first; :save keeps the articles as a set");
  }
  if (const auto saved = save_query(session.engine(), name, *here); !saved)
    return session.error(saved.error());
  session.tell(fmt::format("{} is saved: {}\n", show::printable(name),
                           show::printable(saved_query_text(saved_query_of(*here)))));
  return Outcome::kDone;
}

/// Goes where a saved query leads. Days become a part of the words, which is how the shell writes them.
Outcome go_to(Session& session, const notes::SavedQuery& query) {
  if (query.literal || !query.language.empty()) {
    return session.error("this query has --literal or --lang, which the shell cannot say",
                         "dateline-search saved run NAME asks it");
  }
  Place place;
  place.queries = {query.words};
  if (!query.from.empty() || !query.to.empty()) {
    const std::string days = fmt::format("date:\"{}..{}\"", query.from, query.to);
    place.queries = {query.words.empty() ? days : fmt::format("({}) {}", query.words, days)};
  }
  place.filters = query.filters;
  place.any = query.any;
  place.exact_names = query.exact_names;
  place.scattered = query.scattered;
  return session.go(std::move(place));
}

/// Shows what is new without going there: the next session would not find the way back.
Outcome show_new(Session& session, const notes::SavedQuery& query) {
  SearchRequest request = session.settings().request;
  request.facets.clear();
  request.extra_facets.clear();
  ask_saved(query, request);
  const NewArticles since = new_since(session.engine(), query);
  request.within = since.set;
  SearchResult<SearchResponse> response = session.engine().search(request);
  if (!response) return session.error(response.error());
  if (!since.notice.empty()) response->notices.insert(response->notices.begin(), since.notice);
  session.show(session.settings().json ? show::response_json(*response)
                                       : show::hits_text(*response, session.style()) +
                                             fmt::format("{} new\n", show::grouped(response->total)));
  return Outcome::kDone;
}

Outcome run(Session& session, std::string_view name, bool only_new) {
  const auto query = find_saved(session.engine(), name);
  if (!query) return session.error(query.error());
  const Outcome outcome = only_new ? show_new(session, *query) : go_to(session, *query);
  if (outcome != Outcome::kDone) return outcome;
  if (const auto marked = mark_seen(session.engine(), name); !marked) return session.error(marked.error());
  return outcome;
}

Outcome saved(Session& session, std::string_view rest) {
  const std::string_view action = take_word(rest);
  const std::string_view name = take_word(rest);
  if (action.empty() || (action == "list" && name.empty())) return list(session);
  if (action == "add" && !name.empty() && rest.empty()) return add(session, name);
  if (action == "run" && !name.empty() && (rest.empty() || rest == "new")) {
    return run(session, name, rest == "new");
  }
  if (action == "remove" && !name.empty() && rest.empty()) {
    const auto removed = remove_saved(session.engine(), name);
    return removed ? Outcome::kDone : session.error(removed.error());
  }
  return session.error("write :saved, :saved add NAME, :saved run NAME [new] or :saved remove NAME");
}

constexpr std::array<Command, 4> kCommands{{
    {"tag", ":tag N WORD...", "give tags of your own to hit N",
     "tag:WORD finds the articles again, here and with dateline-search. Instead of a number the id of any "
     "article will do. Tags, notes and saved queries stand in a file beside the index, which a rebuild keeps.",
     Argument::kHit, tag},
    {"untag", ":untag N WORD...", "take tags from hit N", "", Argument::kHit, untag},
    {"note", ":note N [TEXT]", "keep a note about hit N", "Alone: shows the note. :note N - removes it.",
     Argument::kHit, note},
    {"saved", ":saved [add|run|remove NAME]", "queries under names, kept from one session to the next",
     "Alone: lists them with what they find and how much of it is new. :saved add NAME keeps the query that was "
     "asked last, with what was chosen by +f1 and so on. :saved run NAME asks it again, :saved run NAME new shows "
     "what was added since it last ran.",
     Argument::kNone, saved},
}};

}  // namespace

std::span<const Command> note_commands() { return kCommands; }

}  // namespace dateline::search
