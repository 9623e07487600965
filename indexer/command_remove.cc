#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iterator>
#include <memory>

#include "common/index/article_json.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/build_steps.h"

namespace dateline::indexer {
namespace {

struct RemoveArguments {
  std::vector<std::string> ids;
  std::string index;
  std::string output = "text";
  std::string way = "auto";
  int threads = 0;
};

ExitCode run_remove(const RemoveArguments& arguments, const Streams& streams) {
  BuildOptions options;
  options.index = arguments.index;
  options.threads = arguments.threads;
  options.stop = streams.stop;
  std::vector<std::string> ids;
  for (const std::string& id : arguments.ids) {
    if (id == "-") {
      ids.insert(ids.end(), std::istream_iterator<std::string>(streams.in),
                 std::istream_iterator<std::string>());
    } else {
      ids.push_back(id);
    }
  }
  const Result<RemoveReport> report = remove_from_index(ids, options, update_way(arguments.way));
  if (!report) {
    const bool stopped = streams.stop != nullptr && streams.stop->load();
    return report_error(streams.err, stopped ? interrupted() : report.error());
  }
  for (const std::string& id : report->unknown) {
    fmt::print(streams.err, "dateline-index: no article has the id or key '{}'\n", text::visible(id));
  }
  if (arguments.output == "json") {
    streams.out << index::dump({{"schema", index::kJsonSchema},
                                {"removed", report->removed},
                                {"articles", report->articles},
                                {"unknown", report->unknown}})
                << '\n';
  } else {
    fmt::print(streams.out, "{} removed, {} left\n", report->removed, report->articles);
  }
  if (report->removed == 0) return ExitCode::kNothingFound;
  return report->unknown.empty() ? ExitCode::kDone : ExitCode::kInput;
}

}  // namespace

void add_remove_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<RemoveArguments>();
  CLI::App* command = app.add_subcommand("remove", "take articles out of an index");
  command->add_option("ID", arguments->ids, "ids or keys of articles, or - for a list on standard input")
      ->required();
  add_index_option(*command, arguments->index);
  add_way_option(*command, arguments->way);
  command->add_option("--output", arguments->output, "summary as text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--threads", arguments->threads, "workers; 0 is one for each processor")
      ->check(CLI::Range(0, 64));
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_remove(*arguments, s); }; });
}

}  // namespace dateline::indexer
