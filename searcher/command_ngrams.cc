#include <fmt/ostream.h>

#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/interruption.h"
#include "searcher/search/engine.h"
#include "searcher/search/ngrams.h"
#include "searcher/show/ngrams.h"

namespace dateline::search {

ExitCode run(const NgramsArguments& arguments, const Streams& streams) {
  Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  NgramsRequest request{.search = std::move(*search),
                        .words = arguments.words,
                        .near = arguments.near,
                        .least = arguments.least,
                        .limit = arguments.limit};
  if (const auto order = find_ngram_order(arguments.sort)) request.order = *order;
  bool told = false;
  if (streams.out_is_terminal) {
    request.progress = [&](std::uint64_t read, std::uint64_t of) {
      constexpr std::uint64_t kWorthTelling = 5000;  ///< articles
      if (of < kWorthTelling) return;
      fmt::print(streams.err, "\r{} of {} articles read ", read, of);
      told = true;
    };
  }
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const Interruption interruption;
  engine->stop_at(&Interruption::flag());
  const SearchResult<Ngrams> found = ngrams(*engine, request);
  engine->stop_at(nullptr);
  if (told) fmt::print(streams.err, "\r{:40}\r", "");
  if (!found && found.error().stopped()) {
    fmt::print(streams.err, "dateline-search: stopped\n");
    return ExitCode::kSystem;
  }
  if (!found) return report_error(streams.err, found.error());
  const Answer answer{.text = [&](const show::Style& style) { return show::ngrams_text(*found, style); },
                      .json = [&] { return show::ngrams_json(*found); },
                      .table = [&] { return show::ngrams_table(*found); },
                      .command = "ngrams",
                      .query = found->query,
                      .revision = found->revision,
                      .index_articles = found->index_articles,
                      .notices = found->notices};
  return write_answer(answer, !found->ngrams.empty(), arguments.query, streams);
}

}  // namespace dateline::search
