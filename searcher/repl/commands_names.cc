// Commands about what is said and when it was not: names, phrases, silences, the same news elsewhere.

#include <fmt/format.h>

#include <array>

#include "searcher/repl/command.h"
#include "searcher/repl/session.h"
#include "searcher/repl/words.h"
#include "searcher/search/articles_by_docid.h"
#include "searcher/search/ngrams.h"
#include "searcher/search/silences.h"
#include "searcher/search/titles.h"
#include "searcher/search/twins.h"
#include "searcher/show/ngrams.h"
#include "searcher/show/silences.h"
#include "searcher/show/titles.h"
#include "searcher/show/twins.h"

namespace dateline::search {
namespace {

Outcome titles_of(Session& session, std::string_view words) {
  SearchResult<SearchRequest> search = session.asked(words);
  if (!search) return session.error(search.error());
  const auto found = titles(session.engine(), {.search = std::move(*search)});
  if (!found) return session.error(found.error());
  session.show(session.settings().json ? show::titles_json(*found)
                                       : show::titles_text(*found, session.style()));
  return Outcome::kDone;
}

Outcome ngrams_of(Session& session, std::string_view rest) {
  NgramsRequest request;
  std::string_view words;
  while (!rest.empty()) {
    words = rest;
    const std::string_view word = take_word(rest);
    if (const auto number = number_of(word); number && *number >= kMinNgram && *number <= kMaxNgram) {
      request.words = static_cast<unsigned>(*number);
    } else if (const auto order = find_ngram_order(word)) {
      request.order = *order;
    } else if (word == "near") {
      request.near = true;
    } else {
      break;
    }
    words = {};
  }
  SearchResult<SearchRequest> search = session.asked(words);
  if (!search) return session.error(search.error());
  request.search = std::move(*search);
  const auto found = ngrams(session.engine(), request);
  if (!found) return session.error(found.error());
  session.show(session.settings().json ? show::ngrams_json(*found)
                                       : show::ngrams_text(*found, session.style()));
  return Outcome::kDone;
}

Outcome silences_of(Session& session, std::string_view words) {
  SearchResult<SearchRequest> search = session.asked(words);
  if (!search) return session.error(search.error());
  const auto found = silences(session.engine(), {.search = std::move(*search)});
  if (!found) return session.error(found.error());
  const auto articles = read_articles(session.engine(), named_articles(*found));
  if (!articles) return session.error(articles.error());
  const auto article = [&](std::uint32_t docid) -> const Article& { return articles->at(docid); };
  session.show(session.settings().json ? show::silences_json(*found, article)
                                       : show::silences_text(*found, article, session.style()));
  return Outcome::kDone;
}

Outcome twins_of(Session& session, std::string_view rest) {
  const std::string_view hit = take_word(rest);
  const Result<std::string> id = session.id_of(hit, "twins");
  if (!id) return session.error(id.error());
  TwinsRequest request{.id = *id, .search = {}};
  request.search.query = rest;
  const auto found = twins(session.engine(), request);
  if (!found) return session.error(found.error());
  if (!*found) return session.error("no article has this id", "the index may have been renewed; ask again");
  session.show(session.settings().json ? show::twins_json(**found)
                                       : show::twins_text(**found, session.style()));
  return Outcome::kDone;
}

constexpr std::array<Command, 4> kCommands{{
    {"ngrams", ":ngrams [N] [ORDER] [near] [WORDS]", "sequences of words that the articles repeat",
     "N is how many words they have (3), from 2 to 6. ORDER is found (when left out), articles or spread: the "
     "most evenly over the years first. near keeps those that hold a word of the query. WORDS behind them are "
     "another question, asked of the whole archive. Ctrl-C ends it.",
     Argument::kQuery, ngrams_of},
    {"silences", ":silences [WORDS]", "when something was not spoken of, and for how long",
     "Days from which there are articles, none of them about it; days without any article stand apart.",
     Argument::kQuery, silences_of},
    {"titles", ":titles [NAME]", "titles and honorifics that are printed beside a name",
     "English and Korean, with their first and last article.", Argument::kQuery, titles_of},
    {"twins", ":twins N [WORDS]", "the same news in other languages and from other sources",
     "Articles published within two days of hit N that share its names and numbers, side by side. Instead of "
     "a number the id of any article will do.",
     Argument::kHit, twins_of},
}};

}  // namespace

std::span<const Command> name_commands() { return kCommands; }

}  // namespace dateline::search
