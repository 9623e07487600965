#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "common/named_file.h"
#include "searcher/batch/run_batch.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/show/batch.h"

namespace dateline::search {
namespace {

Result<BatchReport> answer_all(const BatchArguments& arguments, std::istream& in, const Streams& streams) {
  Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return fail(request.error());
  const bool trec = arguments.format == "trec";
  request->copies = !arguments.fold;
  request->snippet_bytes = 0;
  request->only_names = trec;
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const BatchOptions options{*request, arguments.threads > 0 ? arguments.threads : cores};
  const PrintAnswer answer = [&](const BatchQuery& query, const SearchResponse& response) {
    return trec ? show::trec_lines(query.id, response, arguments.tag)
                : show::batch_json(query.line, query.id, response);
  };
  const PrintError error = [&](std::size_t line, const std::string& id, const SearchError& what) {
    return trec ? std::string() : show::batch_json(line, id, what);
  };
  return run_batch([&] { return open_engine(arguments.query.indexes, arguments.query.opening); }, in, options,
                   answer, error, streams.out, streams.err);
}

}  // namespace

ExitCode run(const BatchArguments& arguments, const Streams& streams) {
  std::ifstream file;
  if (arguments.file != "-") {
    Result<std::ifstream> opened = open_named_file(arguments.file);
    if (!opened) {
      return report_error(streams.err, Error{ErrorKind::kInput, opened.error().what,
                                             "give a file of lines 'id TAB query', or - for the input"});
    }
    file = std::move(*opened);
  }
  const Result<BatchReport> report =
      answer_all(arguments, arguments.file == "-" ? streams.in : file, streams);
  if (!report) return report_error(streams.err, report.error());
  fmt::print(streams.err, "{} {}, {} without hits, {} with an error\n", report->queries,
             report->queries == 1 ? "query" : "queries", report->without_hits, report->failed);
  if (report->failed > 0) return ExitCode::kUsage;
  return report->without_hits < report->queries ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace dateline::search
