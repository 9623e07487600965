#include <memory>

#include "indexer/commands.h"
#include "indexer/inspect.h"

namespace dateline::indexer {
namespace {

struct InspectArguments {
  std::string file;
  std::string output = "text";
  std::string read_as = "auto";
  std::string map;
  bool body = false;
};

ExitCode run_inspect(const InspectArguments& arguments, const Streams& streams) {
  const Result<FieldMap> map = FieldMap::parse(arguments.map);
  if (!map) return report_error(streams.err, map.error());
  InputList list = list_inputs({arguments.file}, format_by_name(arguments.read_as));
  const std::unique_ptr<BatchSource> source = make_file_source(std::move(list), streams.in);
  const Inspection inspection = inspect(*source, *map);
  if (arguments.output == "json") {
    streams.out << inspection_json(inspection, arguments.file, arguments.body) << '\n';
  } else {
    streams.out << inspection_text(inspection, arguments.body);
  }
  return inspection.records.empty() ? ExitCode::kInput : ExitCode::kDone;
}

}  // namespace

void add_inspect_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* command = app.add_subcommand(
      "inspect", "what a reader makes of one capture: fields, zones, every date with its evidence");
  command->add_option("FILE", arguments->file, "a capture, collection or archive, or - for standard input")
      ->required();
  command->add_option("--format", arguments->output, "text or json")->check(CLI::IsMember({"text", "json"}));
  add_read_as_option(*command, arguments->read_as);
  command->add_option("--map", arguments->map,
                      "members of JSON Lines, columns of CSV, e.g. title=headline,body=story_text");
  command->add_flag("--body", arguments->body, "print the body too");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_inspect(*arguments, s); }; });
}

}  // namespace dateline::indexer
