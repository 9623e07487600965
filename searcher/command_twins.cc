#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/search/twins.h"
#include "searcher/show/twins.h"

namespace dateline::search {

ExitCode run(const TwinsArguments& arguments, const Streams& streams) {
  Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const std::size_t limit = arguments.query.limit;
  const auto found = twins(
      *engine, {.id = arguments.id, .search = std::move(*search), .limit = limit, .days = arguments.days});
  if (!found) return report_error(streams.err, found.error());
  if (!*found) return report_unknown_article(streams.err, arguments.id);
  const Twins& all = **found;
  const Answer answer{.text = [&](const show::Style& style) { return show::twins_text(all, style); },
                      .json = [&] { return show::twins_json(all); },
                      .table = [&] { return show::twins_table(all); },
                      .command = "twins",
                      .query = arguments.id,
                      .revision = all.revision,
                      .index_articles = all.index_articles,
                      .notices = all.notices};
  return write_answer(answer, !all.twins.empty(), arguments.query, streams);
}

}  // namespace dateline::search
