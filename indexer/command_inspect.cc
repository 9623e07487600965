#include <iterator>
#include <memory>

#include "common/index/files.h"
#include "indexer/commands.h"
#include "indexer/inspect.h"

namespace dateline::indexer {
namespace {

struct InspectArguments {
  std::string file;
  std::string output = "text";
  std::string kind = "auto";
  std::string map;
  bool body = false;
};

ExitCode run_inspect(const InspectArguments& arguments, const Streams& streams) {
  const Result<FieldMap> map = FieldMap::parse(arguments.map);
  if (!map) return report_error(streams.err, map.error());
  std::optional<Format> format;
  if (arguments.kind == "text") format = Format::kText;
  if (arguments.kind == "jsonl") format = Format::kJsonl;
  if (arguments.kind == "html") format = Format::kHtml;
  std::string bytes;
  if (arguments.file == "-") {
    bytes.assign(std::istreambuf_iterator<char>(streams.in), std::istreambuf_iterator<char>());
    if (!format) format = Format::kText;
  } else {
    const InputList list = list_inputs({arguments.file}, format);
    if (list.files.size() != 1 || !list.rejects.empty()) {
      return report_error(streams.err,
                          {ErrorKind::kInput,
                           list.rejects.empty() ? arguments.file + " is a folder"
                                                : arguments.file + ": " + list.rejects.front().reason,
                           "name one file"});
    }
    format = list.files.front().format;
    Result<std::string> read = index::read_file(arguments.file);
    if (!read)
      return report_error(streams.err, {ErrorKind::kInput, read.error().what, "check its permissions"});
    bytes = std::move(*read);
  }
  const Inspection inspection = inspect(bytes, arguments.file, *format, *map);
  if (arguments.output == "json") {
    streams.out << inspection_json(inspection, arguments.file, arguments.body) << '\n';
  } else {
    streams.out << inspection_text(inspection, bytes, arguments.body);
  }
  return inspection.records.empty() ? ExitCode::kInput : ExitCode::kDone;
}

}  // namespace

void add_inspect_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* command = app.add_subcommand(
      "inspect", "what a reader makes of one capture: fields, zones, every date with its evidence");
  command->add_option("FILE", arguments->file, "a capture, or - for standard input")->required();
  command->add_option("--format", arguments->output, "text or json")->check(CLI::IsMember({"text", "json"}));
  command->add_option("--read-as", arguments->kind, "auto (by the ending), text, html, jsonl")
      ->check(CLI::IsMember({"auto", "text", "html", "jsonl"}));
  command->add_option("--map", arguments->map, "members of JSON Lines, e.g. title=headline,body=story_text");
  command->add_flag("--body", arguments->body, "print the body too");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_inspect(*arguments, s); }; });
}

}  // namespace dateline::indexer
