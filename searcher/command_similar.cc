#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/last_answer.h"
#include "searcher/search/engine.h"
#include "searcher/search/similar.h"
#include "searcher/show/similar.h"

namespace dateline::search {

ExitCode run(const SimilarArguments& arguments, const Streams& streams) {
  Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const auto found = similar(*engine, {.id = arguments.id, .search = std::move(*search)});
  if (!found) return report_error(streams.err, found.error());
  if (!*found) return report_unknown_article(streams.err, arguments.id);
  streams.out << (arguments.query.format == "json"
                      ? show::similar_json(**found)
                      : on_screen(show::similar_text(**found, style_of(arguments.query.colour, streams)),
                                  streams));
  if (streams.out_is_terminal) keep_last_answer(streams.state_folder, (*found)->hits);
  return (*found)->hits.empty() ? ExitCode::kNothingFound : ExitCode::kDone;
}

}  // namespace dateline::search
