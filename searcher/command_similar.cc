#include <fmt/ostream.h>

#include "searcher/commands.h"
#include "searcher/search/similar.h"
#include "searcher/show/similar.h"

namespace dateline::search {
namespace {

struct SimilarArguments {
  QueryArguments query;
  std::string id;
};

ExitCode run_similar(const SimilarArguments& arguments, const Streams& streams) {
  Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const auto found = similar(*engine, {.id = arguments.id, .search = std::move(*search)});
  if (!found) return report_error(streams.err, found.error());
  if (!*found) {
    fmt::print(streams.err, "dateline-search: no article has the id or key '{}'\n", arguments.id);
    return ExitCode::kNothingFound;
  }
  streams.out << (arguments.query.format == "json"
                      ? show::similar_json(**found)
                      : on_screen(show::similar_text(**found, style_of(arguments.query.colour, streams)),
                                  streams));
  return (*found)->hits.empty() ? ExitCode::kNothingFound : ExitCode::kDone;
}

}  // namespace

void add_similar_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<SimilarArguments>();
  CLI::App* command = app.add_subcommand("similar", "articles that are like a given one");
  command->add_option("ID", arguments->id, "id or key of the article")->required();
  add_selection_options(*command, arguments->query);
  command->add_option("-n,--limit", arguments->query.request.limit, "articles to show")
      ->check(CLI::Range(1, 1000));
  command->add_option("--offset", arguments->query.request.offset, "articles to skip");
  command->add_flag("--copies", arguments->query.request.copies, "every article of a group of equal texts");
  add_format_option(*command, arguments->query.format, {"text", "json"});
  command->footer(
      "Examples:\n"
      "  dateline-search similar ceb8697ecbdac9eb\n"
      "  dateline-search similar ceb8697ecbdac9eb --filter language=ko --limit 3\n"
      "  dateline-search similar ceb8697ecbdac9eb embankment --from 2020\n"
      "The article itself and its copies are left out. TEXT narrows: similar articles must have its words.");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_similar(*arguments, s); }; });
}

}  // namespace dateline::search
