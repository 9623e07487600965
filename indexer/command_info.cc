#include <fmt/format.h>
#include <fmt/ostream.h>

#include <memory>

#include "common/index/article_json.h"
#include "common/index/index_reader.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/check_index.h"

namespace dateline::indexer {
namespace {

struct InfoArguments {
  std::string index;
  std::string output = "text";
};

ExitCode run_info(const InfoArguments& arguments, const Streams& streams) {
  const Result<index::IndexReader> reader = index::IndexReader::open(arguments.index);
  if (!reader) return report_error(streams.err, reader.error());
  nlohmann::ordered_json info{{"schema", index::kJsonSchema},
                              {"index", arguments.index},
                              {"revision", reader->revision()},
                              {"analyzer", index::analyzer_tag()}};
  const auto build = nlohmann::ordered_json::parse(reader->build_info(), nullptr, false);
  if (build.is_object()) info.update(build);
  if (arguments.output == "json") {
    streams.out << index::dump(info) << '\n';
    return ExitCode::kDone;
  }
  for (const auto& [name, value] : info.items()) {
    fmt::print(streams.out, "{:<12} {}\n", name,
               text::visible(value.is_string() ? value.get<std::string>() : index::dump(value)));
  }
  return ExitCode::kDone;
}

ExitCode run_check(const std::string& folder, const Streams& streams) {
  std::string details;
  const Result<CheckedIndex> checked = check_index(folder, streams.stop, details);
  if (!checked) {
    streams.err << details;
    return report_error(streams.err, checked.error());
  }
  fmt::print(streams.out, "{} is sound: {} articles, revision {}\n", text::visible(folder), checked->articles,
             checked->revision);
  return ExitCode::kDone;
}

}  // namespace

void add_info_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<InfoArguments>();
  CLI::App* command = app.add_subcommand("info", "what an index holds and how it was made");
  add_index_option(*command, arguments->index);
  command->add_option("--format", arguments->output, "text or json")->check(CLI::IsMember({"text", "json"}));
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_info(*arguments, s); }; });
}

void add_check_command(CLI::App& app, Run& run) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("check", "read all of an index and say whether it is sound");
  add_index_option(*command, *folder);
  command->callback([folder, &run] { run = [folder](const Streams& s) { return run_check(*folder, s); }; });
}

}  // namespace dateline::indexer
