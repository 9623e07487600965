// Commands that ask the ledger: what articles said before.

#include <array>

#include "searcher/ledger/article_history.h"
#include "searcher/ledger/edit_list.h"
#include "searcher/ledger/past_texts.h"
#include "searcher/ledger/show_diff.h"
#include "searcher/ledger/show_history.h"
#include "searcher/ledger/show_past.h"
#include "searcher/ledger/version_diff.h"
#include "searcher/repl/command.h"
#include "searcher/repl/session.h"
#include "searcher/repl/words.h"

namespace dateline::search {
namespace {

/// Gives `show` the ledgers and the history of a hit or an id.
template <class Show>
Outcome with_history(Session& session, std::string_view number_or_id, std::string_view command, Show show) {
  const Result<std::string> id = session.id_of(number_or_id, command);
  if (!id) return session.error(id.error());
  const Result<Histories> histories = Histories::open(session.engine().reader());
  if (!histories) return session.error(histories.error());
  auto found = histories->find(session.engine(), *id);
  if (!found) return session.error(found.error());
  if (!*found) return session.error("no article has this id", "the index may have been renewed; ask again");
  return show(*histories, **found);
}

Outcome history(Session& session, std::string_view rest) {
  return with_history(session, rest, "history", [&](const Histories& histories, ArticleHistory& of) {
    if (const auto added = histories.add_copies(session.engine(), of); !added)
      return session.error(added.error());
    session.show(session.settings().json ? show::history_json(of) : show::history_text(of, session.style()));
    return Outcome::kDone;
  });
}

Outcome diff(Session& session, std::string_view rest) {
  const std::string_view article = take_word(rest);
  const std::string_view first = take_word(rest);
  const std::string_view second = take_word(rest);
  const auto older = number_of(first);
  const auto newer = number_of(second);
  if ((!first.empty() && !older) || (!second.empty() && !newer) || first.empty() != second.empty() ||
      !rest.empty())
    return session.error("write :diff N, or :diff N VERSION VERSION", ":history N numbers the versions");
  return with_history(session, article, "diff", [&](const Histories& histories, ArticleHistory& of) {
    const auto found = diff_versions(session.engine(), histories, of, older, newer);
    if (!found) return session.error(found.error());
    session.show(session.settings().json ? show::diff_json(*found)
                                         : show::diff_text(*found, session.style()));
    return Outcome::kDone;
  });
}

Outcome edits(Session& session, std::string_view rest) {
  EditListRequest request;
  if (!rest.empty() || !session.trail().empty()) {
    SearchResult<SearchRequest> asked = session.asked(rest);
    if (!asked) return session.error(asked.error());
    request.search = std::move(*asked);
  }
  const Result<Histories> histories = Histories::open(session.engine().reader());
  if (!histories) return session.error(histories.error());
  const auto list = list_edits(session.engine(), *histories, request);
  if (!list) return session.error(list.error());
  session.show(session.settings().json ? show::edits_json(*list) : show::edits_text(*list, session.style()));
  return Outcome::kDone;
}

Outcome past(Session& session, std::string_view rest) {
  const SearchResult<SearchRequest> asked = session.asked(rest);
  if (!asked) return session.error(asked.error());
  const Result<Histories> histories = Histories::open(session.engine().reader());
  if (!histories) return session.error(histories.error());
  const SearchResult<PastAnswer> found = search_past(session.engine(), *histories, *asked, asked->limit);
  if (!found) return session.error(found.error());
  session.show(session.settings().json ? show::past_json(*found, asked->query)
                                       : show::past_text(*found, session.style()));
  return Outcome::kDone;
}

constexpr std::array<Command, 4> kCommands{{
    {"history", ":history N", "all versions of hit N: edits, removals, evidence",
     "Instead of a number the id of any article will do, also of one that was removed.", Argument::kHit,
     history},
    {"diff", ":diff N [VERSION VERSION]", "what was edited between two versions of hit N",
     "Without versions: between the last two. :history N numbers them.", Argument::kHit, diff},
    {"edits", ":edits [WORDS]", "what publishers changed afterwards in the answer",
     "Before the first question: in all articles. WORDS behind it are another question, asked of the whole "
     "archive. A change of punctuation or white space is none.",
     Argument::kQuery, edits},
    {"past", ":past [WORDS]", "the answer, or WORDS, among texts that articles had before",
     "Texts that publishers have changed, and those of articles that left the index; they count nowhere else. "
     "Filters and fields are those of the articles as they are now. :history ID and :diff ID say more of one.",
     Argument::kQuery, past},
}};

}  // namespace

std::span<const Command> ledger_commands() { return kCommands; }

}  // namespace dateline::search
