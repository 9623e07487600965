#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>
#include <string>
#include <vector>

#include "common/json_writer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/search/saved_queries.h"
#include "searcher/search/take_notes.h"
#include "searcher/show/json.h"
#include "searcher/show/saved_queries.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

ExitCode add(Engine& engine, const SavedArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return report_error(streams.err, request.error());
  const auto found = engine.articles(*request);
  if (!found) return report_error(streams.err, found.error());
  if (const auto saved = save_query(engine, arguments.name, *request); !saved)
    return report_error(streams.err, saved.error());
  fmt::print(streams.out, "{} is saved: {}\n", arguments.name,
             show::counted((*found)->articles.size(), "article", "articles"));
  return ExitCode::kDone;
}

ExitCode list(Engine& engine, const SavedArguments& arguments, const Streams& streams) {
  const auto listed = saved_queries(engine, today());
  if (!listed) return report_error(streams.err, listed.error());
  streams.out << (arguments.query.format == "json"
                      ? show::saved_queries_json(*listed)
                      : on_screen(
                            show::saved_queries_text(*listed, style_of(arguments.query.colour, streams)),
                            streams));
  return listed->empty() ? ExitCode::kNothingFound : ExitCode::kDone;
}

ExitCode answer(Engine& engine, const SavedArguments& arguments, const Streams& streams) {
  const auto start = std::chrono::steady_clock::now();
  Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return report_error(streams.err, request.error());
  const auto query = find_saved(engine, arguments.name);
  if (!query) return report_error(streams.err, query.error());
  ask_saved(*query, *request);
  NewArticles since;
  if (arguments.only_new) {
    since = new_since(engine, *query);
    request->within = since.set;
  }
  SearchResult<SearchResponse> response = engine.search(*request);
  if (!response) return report_error(streams.err, response.error());
  if (!since.notice.empty()) response->notices.insert(response->notices.begin(), since.notice);
  response->elapsed_us = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
          .count());
  streams.out << (arguments.query.format == "json"
                      ? show::response_json(*response)
                      : on_screen(show::response_text(*response, style_of(arguments.query.colour, streams)),
                                  streams));
  if (const auto marked = mark_seen(engine, arguments.name); !marked)
    return report_error(streams.err, marked.error());
  return response->total > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace

ExitCode run(const SavedArguments& arguments, const Streams& streams) {
  const bool is_list = arguments.action == "list";
  const bool has_query = arguments.action == "add";
  if (arguments.name.empty() != is_list || (!has_query && !arguments.query.words.empty())) {
    return report_error(
        streams.err, Error{ErrorKind::kUsage, fmt::format("saved {} is written otherwise", arguments.action),
                           "write: saved add NAME WORDS, saved run NAME, saved remove NAME, saved list"});
  }
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  if (is_list) return list(*engine, arguments, streams);
  if (has_query) return add(*engine, arguments, streams);
  if (arguments.action == "run") return answer(*engine, arguments, streams);
  if (const auto removed = remove_saved(*engine, arguments.name); !removed)
    return report_error(streams.err, removed.error());
  return ExitCode::kDone;
}

}  // namespace dateline::search
