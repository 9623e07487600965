#include "common/cli/working_line.h"
#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/search/titles.h"
#include "searcher/show/titles.h"

namespace dateline::search {

ExitCode run(const TitlesArguments& arguments, const Streams& streams) {
  Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Titles> found = cli::with_working_line(streams.err, streams.out_is_terminal, [&] {
    return titles(*engine,
                  {.search = std::move(*search), .limit = arguments.limit, .least = arguments.least});
  });
  if (!found) return report_error(streams.err, found.error());
  const Answer answer{.text = [&](const show::Style& style) { return show::titles_text(*found, style); },
                      .json = [&] { return show::titles_json(*found); },
                      .table = [&] { return show::titles_table(*found); },
                      .command = "titles",
                      .query = found->query,
                      .revision = found->revision,
                      .index_articles = found->index_articles,
                      .notices = found->notices};
  return write_answer(answer, !found->titles.empty(), arguments.query, streams);
}

}  // namespace dateline::search
