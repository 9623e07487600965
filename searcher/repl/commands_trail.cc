// Commands that narrow an answer and go back.

#include <array>

#include "searcher/repl/command.h"
#include "searcher/repl/session.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMaxQueries = 20;  ///< within each other

Outcome narrow(Session& session, std::string_view rest) {
  if (session.trail().empty()) return session.error("there is no answer to narrow", "type a query first");
  if (rest.empty()) return session.error("write :narrow QUERY", "it looks among the articles found");
  Place place = session.trail().here();
  if (place.queries.size() >= kMaxQueries) {
    return session.error("there are too many refinements",
                         ":save NAME, then :use NAME begins with its articles");
  }
  place.queries.emplace_back(rest);
  return session.go(std::move(place));
}

Outcome widen(Session& session, std::string_view) {
  if (session.trail().empty()) return session.error("there is no answer to widen", "type a query first");
  Place place = session.trail().here();
  const std::size_t least = place.base ? 0 : 1;
  if (place.queries.size() > least) {
    place.queries.pop_back();
  } else if (!place.filters.empty()) {
    place.filters.clear();
  } else {
    return session.error("there is nothing to take away", ":back goes to the answer before");
  }
  return session.go(std::move(place));
}

Outcome back(Session& session, std::string_view) {
  if (session.trail().empty() || session.trail().before() == nullptr) {
    return session.error("there is no answer before this one");
  }
  session.trail().back();
  return session.ask_again();
}

Outcome forward(Session& session, std::string_view) {
  if (session.trail().empty() || session.trail().after() == nullptr) {
    return session.error("there is no answer after this one");
  }
  session.trail().forward();
  return session.ask_again();
}

constexpr std::array<Command, 4> kCommands{{
    {"narrow", ":narrow QUERY", "look among the articles found",
     "The prompt shows the refinements one behind the other. The words of all of them count in the order of "
     "the "
     "hits and are marked. Chosen counts (+f3) stay chosen.",
     Argument::kQuery, narrow},
    {"widen", ":widen", "take the last refinement away",
     "The last :narrow first; where there is none, the chosen counts.", Argument::kNone, widen},
    {"back", ":back", "the answer before this one",
     "As in a browser: through queries, refinements and chosen counts, as far as the session remembers, "
     "which is "
     "200 answers.",
     Argument::kNone, back},
    {"forward", ":forward", "the answer that :back came from", "", Argument::kNone, forward},
}};

}  // namespace

std::span<const Command> trail_commands() { return kCommands; }

}  // namespace dateline::search
