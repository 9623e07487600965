#include <chrono>

#include "searcher/commands.h"
#include "searcher/show/explanation.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

ExitCode run_query(const QueryArguments& arguments, const Streams& streams) {
  const auto start = std::chrono::steady_clock::now();
  const Result<SearchRequest> request = request_of(arguments);
  if (!request) return report_error(streams.err, request.error());
  Result<Engine> engine = Engine::open(arguments.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  SearchResult<SearchResponse> response = engine->search(*request);
  if (!response) return report_error(streams.err, response.error());
  response->elapsed_us = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
          .count());
  streams.out << (arguments.format == "json"
                      ? show::response_json(*response)
                      : on_screen(show::response_text(*response, style_of(arguments.colour, streams)),
                                  streams));
  return response->total > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace

void add_query_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<QueryArguments>();
  CLI::App* command = app.add_subcommand("query", "ranked hits (the default: 'query' may be left out)");
  add_query_options(*command, *arguments);
  command->add_option("-n,--limit", arguments->request.limit, "hits to show")->check(CLI::Range(0, 1000));
  command->add_option("--offset", arguments->request.offset, "hits to skip");
  add_ranking_options(*command, *arguments);
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_query(*arguments, s); }; });
}

void add_facets_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<QueryArguments>();
  arguments->request.limit = 0;
  CLI::App* command = app.add_subcommand("facets", "only the counts of a query");
  add_query_options(*command, *arguments);
  command->callback([arguments, &run] {
    if (arguments->facets.empty()) arguments->facets = {"source", "language", "year", "juche"};
    run = [arguments](const Streams& s) { return run_query(*arguments, s); };
  });
}

void add_explain_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<QueryArguments>();
  auto hit = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("explain", "how a query is read, and what each part finds");
  add_query_options(*command, *arguments);
  command->add_option("--hit", *hit,
                      "why the article with this id or key stands where it does among the hits");
  command->callback([arguments, hit, &run] {
    run = [arguments, hit](const Streams& streams) {
      const Result<SearchRequest> request = request_of(*arguments);
      if (!request) return report_error(streams.err, request.error());
      Result<Engine> engine = Engine::open(arguments->indexes);
      if (!engine) return report_error(streams.err, engine.error());
      const SearchResult<Explanation> explanation = engine->explain(*request, *hit);
      if (!explanation) return report_error(streams.err, explanation.error());
      streams.out << on_screen(show::explanation_text(*explanation, request->query), streams);
      if (hit->empty()) return ExitCode::kDone;
      if (!explanation->hit) {
        streams.err << "dateline-search: no article has the id or key '" << show::printable(*hit) << "'\n";
        return ExitCode::kNothingFound;
      }
      streams.out << on_screen(show::rank_reason_text(*explanation->hit, *hit), streams);
      return ExitCode::kDone;
    };
  });
}

}  // namespace dateline::search
