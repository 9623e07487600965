#include <fmt/ostream.h>

#include <chrono>
#include <optional>
#include <utility>

#include "common/cli/working_line.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/last_answer.h"
#include "searcher/ledger/past_texts.h"
#include "searcher/ledger/show_past.h"
#include "searcher/search/engine.h"
#include "searcher/show/explanation.h"
#include "searcher/show/json.h"
#include "searcher/show/text.h"

namespace dateline::search {

namespace {

/// Where the first word finds nothing, it may be the name of a command.
void tell_mistyped(const QueryArguments& arguments, std::ostream& err) {
  if (arguments.mistyped.empty()) return;
  fmt::print(err, "'{}' is searched for; did you mean the command: dateline-search {}\n", arguments.mistyped,
             arguments.meant);
}

}  // namespace

ExitCode run(const QueryArguments& arguments, const Streams& streams) {
  if (!arguments.passed_over.empty()) {
    fmt::print(streams.err, "words are searched for; for the command write: dateline-search {}\n",
               arguments.passed_over);
  }
  const auto start = std::chrono::steady_clock::now();
  const Result<SearchRequest> request = request_of(arguments);
  if (!request) return report_error(streams.err, request.error());
  Result<Engine> engine = open_engine(arguments.indexes, arguments.opening);
  if (!engine) {
    const ExitCode code = report_error(streams.err, engine.error());
    tell_mistyped(arguments, streams.err);
    return code;
  }
  SearchResult<SearchResponse> response =
      cli::with_working_line(streams.err, streams.out_is_terminal, [&] { return engine->search(*request); });
  if (!response) return report_error(streams.err, response.error());
  response->elapsed_us = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
          .count());
  if (response->total == 0 || response->relaxed) tell_mistyped(arguments, streams.err);
  std::optional<PastAnswer> past;
  if (arguments.past) {
    const Result<Histories> histories = Histories::open(engine->reader());
    if (!histories) return report_error(streams.err, histories.error());
    SearchResult<PastAnswer> found = search_past(*engine, *histories, *request, request->limit);
    if (!found) return report_error(streams.err, found.error());
    past = std::move(*found);
  }
  if (arguments.format == "json") {
    streams.out << show::response_json(*response, [&](JsonWriter& json) {
      if (past) show::write_past(json, *past);
    });
  } else {
    const show::Style style = style_of(arguments.colour, streams);
    const std::string below = past ? show::past_text(*past, style) : std::string();
    streams.out << on_screen(show::response_text(*response, style) + below, streams);
  }
  if (streams.out_is_terminal) keep_last_answer(streams.state_folder, response->hits);
  return response->total > 0 || (past && past->total > 0) ? ExitCode::kDone : ExitCode::kNothingFound;
}

ExitCode run(const ExplainArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return report_error(streams.err, request.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Explanation> explanation = engine->explain(*request, arguments.hit);
  if (!explanation) return report_error(streams.err, explanation.error());
  streams.out << on_screen(show::explanation_text(*explanation, request->query), streams);
  if (arguments.hit.empty()) return ExitCode::kDone;
  if (!explanation->hit) return report_unknown_article(streams.err, arguments.hit);
  streams.out << on_screen(show::rank_reason_text(*explanation->hit, arguments.hit), streams);
  return ExitCode::kDone;
}

}  // namespace dateline::search
