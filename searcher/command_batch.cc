#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "searcher/batch/run_batch.h"
#include "searcher/commands.h"
#include "searcher/show/batch.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMaxBatchLimit = 100000;
constexpr unsigned kMaxThreads = 256;

struct BatchArguments {
  std::string file;
  QueryArguments query;
  unsigned threads = 0;
  std::string format = "trec";
  std::string tag = "dateline";
  bool fold = false;
};

Result<BatchReport> run(const BatchArguments& arguments, std::istream& in, const Streams& streams) {
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
  return run_batch([&] { return Engine::open(arguments.query.indexes); }, in, options, answer, error,
                   streams.out, streams.err);
}

ExitCode run_batch_command(const BatchArguments& arguments, const Streams& streams) {
  std::ifstream file;
  if (arguments.file != "-") {
    file.open(arguments.file, std::ios::binary);
    if (!file) {
      return report_error(
          streams.err, Error{ErrorKind::kInput, fmt::format("cannot read the queries of {}", arguments.file),
                             "give a file of lines 'id TAB query', or - for the input"});
    }
  }
  const Result<BatchReport> report = run(arguments, arguments.file == "-" ? streams.in : file, streams);
  if (!report) return report_error(streams.err, report.error());
  fmt::print(streams.err, "{} {}, {} without hits, {} with an error\n", report->queries,
             report->queries == 1 ? "query" : "queries", report->without_hits, report->failed);
  if (report->failed > 0) return ExitCode::kUsage;
  return report->without_hits < report->queries ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace

void add_batch_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<BatchArguments>();
  SearchRequest& request = arguments->query.request;
  request.any = true;
  request.limit = 1000;
  CLI::App* command = app.add_subcommand("batch", "runs a file of queries, for lists and for evaluation");
  command
      ->add_option("QUERIES", arguments->file,
                   "lines 'id TAB query [TAB filter or period]' or just 'query'; - for the input")
      ->required();
  add_narrowing_options(*command, arguments->query);
  command->add_flag(
      "--any,!--all", request.any,
      "articles with any of the words (the default here), or as 'query' has it: all, else most");
  command->add_option("-n,--limit", request.limit, "hits of a query")->check(CLI::Range(1UL, kMaxBatchLimit));
  add_order_option(*command, arguments->query);
  command->add_flag("--fold", arguments->fold, "one hit for a group of equal texts");
  command->add_option("--threads", arguments->threads, "default: all processors")
      ->check(CLI::Range(1U, kMaxThreads));
  command->add_option("--format", arguments->format, "trec or jsonl")
      ->check(CLI::IsMember({"trec", "jsonl"}));
  command->add_option("--tag", arguments->tag, "name of the run in TREC lines");
  command->callback([arguments, &run] {
    run = [arguments](const Streams& s) { return run_batch_command(*arguments, s); };
  });
}

}  // namespace dateline::search
