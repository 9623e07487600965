// Commands that look at the hits of the last answer.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "searcher/repl/command.h"
#include "searcher/repl/session.h"
#include "searcher/repl/words.h"
#include "searcher/show/explanation.h"
#include "searcher/show/json.h"
#include "searcher/show/shown_article.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

Outcome no_hits(Session& session) { return session.error("there are no hits yet", "type a query first"); }

std::uint64_t hits_in_all(const Session& session) {
  const SearchResponse& answer = *session.answer();
  return session.request().copies ? answer.total : answer.groups;
}

Outcome page(Session& session, std::size_t offset) {
  const std::uint64_t hits = hits_in_all(session);
  const std::size_t limit = session.settings().request.limit;
  if (offset > 0 && offset >= hits) {
    return session.error(
        "this is past the last page",
        fmt::format("the last page is {}", std::max<std::uint64_t>((hits + limit - 1) / limit, 1)));
  }
  return session.ask_again(offset);
}

Outcome next(Session& session, std::string_view) {
  if (session.answer() == nullptr) return no_hits(session);
  const std::size_t offset = session.request().offset + session.settings().request.limit;
  if (offset >= hits_in_all(session)) return session.error("this is the last page");
  return page(session, offset);
}

Outcome prev(Session& session, std::string_view) {
  if (session.answer() == nullptr) return no_hits(session);
  const std::size_t offset = session.request().offset;
  if (offset == 0) return session.error("this is the first page");
  return page(session, offset - std::min(offset, session.settings().request.limit));
}

Outcome to_page(Session& session, std::string_view rest) {
  if (session.answer() == nullptr) return no_hits(session);
  const auto number = number_of(rest);
  constexpr std::size_t kMaxPages = 1'000'000'000;
  if (!number || *number < 1 || *number > kMaxPages) {
    return session.error("write :page N with the number of a page");
  }
  return page(session, (*number - 1) * session.settings().request.limit);
}

/// The text of a hit, or what is wrong with its number.
Outcome with_hit(Session& session, std::string_view rest, std::string_view command, bool in_pager) {
  const Result<std::string> id = session.id_of(rest, command);
  if (!id) return session.error(id.error());
  const auto shown = session.article(*id);
  if (!shown) return session.error(shown.error());
  if (!*shown) return session.error("no article has this id", "the index may have been renewed; ask again");
  const std::string text = session.settings().json ? show::shown_json(**shown)
                                                   : show::shown_text(**shown, session.style_of_texts());
  if (in_pager) {
    session.show_in_pager(text);
  } else {
    session.show(text);
  }
  return Outcome::kDone;
}

Outcome show_one(Session& session, std::string_view rest) { return with_hit(session, rest, "show", false); }
Outcome open_one(Session& session, std::string_view rest) { return with_hit(session, rest, "open", true); }

Outcome facets(Session& session, std::string_view rest) {
  if (!rest.empty()) {
    const Status chosen = set_facets(rest, session.settings().request);
    if (!chosen) return session.error(chosen.error());
  }
  if (session.settings().request.facets.empty() && session.settings().request.extra_facets.empty()) {
    if (!rest.empty()) return Outcome::kDone;
    return session.error("nothing is counted", ":facets source year counts by source and year");
  }
  if (session.trail().empty()) return rest.empty() ? no_hits(session) : Outcome::kDone;
  return session.show_facets();
}

Outcome explain(Session& session, std::string_view rest) {
  SearchRequest request = session.request();
  if (!rest.empty()) request.query = rest;
  if (request.query.empty()) return session.error("there is no query to explain", "write :explain QUERY");
  const SearchResult<Explanation> explanation = session.engine().explain(request);
  if (!explanation) return session.error(explanation.error());
  session.show(show::explanation_text(*explanation, request.query));
  return Outcome::kDone;
}

constexpr std::array<Command, 7> kCommands{{
    {"next", ":next", "the next page of hits", "", Argument::kNone, next},
    {"prev", ":prev", "the page before", "", Argument::kNone, prev},
    {"page", ":page N", "page N of the hits", ":set limit N says how many hits a page has.", Argument::kNone,
     to_page},
    {"show", ":show N", "the whole text of hit N",
     "The number alone does the same for the hits that were on the screen. Instead of a number the id of any "
     "article will do.",
     Argument::kHit, show_one},
    {"open", ":open N", "hit N in the pager", "The same as :show, but through the pager also with pager off.",
     Argument::kHit, open_one},
    {"facets", ":facets [NAME[:ORDER]...]", "count the answer by these fields",
     "Facets are source, language, year, month, juche, topic, host, confidence, flag and copies (how many "
     "other articles have the same text). They are counted with every answer from now on; none for none. "
     "Alone, the command shows the counts once more with more values. The values with the most articles come "
     "first; year:value counts from the least value up, year:-value from the greatest down. +f3 leaves only "
     "the articles with the value marked f3, +f3 +f4 those with either if both are of one facet, "
     "-f3 drops the choice.",
     Argument::kFacet, facets},
    {"explain", ":explain [QUERY]", "how a query is read, and what each part of it finds",
     "Alone: the last query.", Argument::kQuery, explain},
}};

}  // namespace

std::span<const Command> hit_commands() { return kCommands; }

}  // namespace dateline::search
