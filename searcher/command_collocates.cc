#include "common/cli/working_line.h"
#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/collocates.h"
#include "searcher/search/engine.h"
#include "searcher/show/telling_words.h"

namespace dateline::search {

ExitCode run(const WordsArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  const WordsRequest request{.search = *search,
                             .near = arguments.of_articles ? WordsNear::kArticles : WordsNear::kCollocates,
                             .against = arguments.against,
                             .window = arguments.window,
                             .limit = arguments.limit,
                             .least = arguments.least,
                             .all_words = arguments.all_words,
                             .max_articles = arguments.max_articles};
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<TellingWords> words = cli::with_working_line(
      streams.err, streams.out_is_terminal, [&] { return telling_words(*engine, request); });
  if (!words) return report_error(streams.err, words.error());
  const Answer answer{
      .text = [&](const show::Style& style) { return show::telling_words_text(*words, style); },
      .json = [&] { return show::telling_words_json(*words); },
      .table = [&] { return show::telling_words_table(*words); },
      .command = arguments.of_articles ? "significant" : "collocates",
      .query = words->query,
      .revision = words->revision,
      .index_articles = words->index_articles,
      .notices = words->notices};
  return write_answer(answer, !words->words.empty(), arguments.query, streams);
}

}  // namespace dateline::search
