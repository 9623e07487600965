#include "indexer/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <sstream>

#include "indexer/readers/field_map.h"
#include "indexer/sources/kinds.h"

namespace dateline::indexer {
namespace {

/// Each command writes its arguments here when it is chosen.
using Chosen = std::optional<Arguments>;

template <class A>
void choose(CLI::App& command, const std::shared_ptr<A>& arguments, Chosen& chosen) {
  command.callback([arguments, &chosen] { chosen = *arguments; });
}

void add_index_option(CLI::App& command, std::string& index) {
  command.add_option("-i,--index", index, "folder of the index")
      ->envname("DATELINE_INDEX")
      ->default_val("archive.idx");
}

void add_way_option(CLI::App& command, std::string& way) {
  command
      .add_option(
          "--way", way,
          "update (change a copy of the index), rebuild (build everything again from what is stored), or auto (by how much changes)")
      ->check(CLI::IsMember({"auto", "update", "rebuild"}));
}

/// The format of all inputs, instead of what their endings say; `names` are all names of the option.
void add_read_as_option(CLI::App& command, std::string& format, const std::string& names) {
  std::vector<std::string> formats{"auto", "tsv", "json"};
  std::string read;
  for (const Kind& kind : kinds()) {
    if (!is_read(kind.format)) continue;
    formats.emplace_back(kind.name);
    read += ", " + formats.back();
  }
  command.add_option(names, format, "auto (by the content, with the ending as a hint)" + read)
      ->check(CLI::IsMember(formats));
}

void add_map_option(CLI::App& command, std::string& map) {
  std::string presets;
  for (const FieldPreset& preset : field_presets())
    presets += (presets.empty() ? "" : ", ") + std::string(preset.name);
  command.add_option(
      "--map", map,
      "members of JSON, columns of CSV, e.g. title=headline,body=story.text, or a preset: " + presets);
}

void add_output_option(CLI::App& command, std::string& output) {
  command.add_option("--output", output, "summary as text or json")->check(CLI::IsMember({"text", "json"}));
}

void add_threads_option(CLI::App& command, int& threads) {
  command.add_option("--threads", threads, "workers; 0 is one for each processor")->check(CLI::Range(0, 64));
}

/// Options that `build` and `add` share.
void add_build_options(CLI::App& command, BuildArguments& arguments) {
  command.add_option("INPUT", arguments.inputs,
                     "files, folders, archives, quoted patterns such as '2023/*.html.gz', or -");
  command.add_option(
      "--files-from", arguments.files_from,
      "read the names of inputs from this file (- is standard input), one a line or each ended by NUL");
  add_index_option(command, arguments.index);
  add_read_as_option(command, arguments.read_as, "--read-as,--format");
  add_map_option(command, arguments.map);
  command
      .add_option(
          "--names", arguments.names,
          "file with more spellings of names for searches of this index, one name a line: kind, spelling, spelling, separated by tabs")
      ->allow_extra_args(false);
  command.add_option("--rejects", arguments.rejects,
                     "write rejects and warnings to this file, as JSON Lines");
  add_output_option(command, arguments.output);
  add_threads_option(command, arguments.threads);
  command.add_option("--memory", arguments.memory_megabytes, "megabytes for the build, all in")
      ->check(CLI::Range(64, 1 << 20));
  command
      .add_option(
          "--max-text", arguments.max_text_kilobytes,
          "longest text of an article in kilobytes; longer ones are rejected; 0 means a 128th of --memory")
      ->check(CLI::Range(0, 1 << 20));
  command
      .add_option("--builder", arguments.builder,
                  "bulk (writes the tables directly) or official (Xapian's own writer, slower)")
      ->check(CLI::IsMember({"bulk", "official"}));
  command.add_flag("--timings", arguments.timings, "say how long each stage of each worker took");
  command.add_flag("--no-verify", arguments.no_verify, "publish without checking the whole database first");
  command.add_flag("--dry-run", arguments.dry_run, "read and report, write nothing");
  command.add_flag("--strict", arguments.strict, "exit code 3 when any record was rejected");
  command.add_flag("-q,--quiet", arguments.quiet, "no progress, no summary");
}

void add_build_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<BuildArguments>();
  CLI::App* command =
      app.add_subcommand("build", "make a new index from files, folders, archives or - (standard input)");
  add_build_options(*command, *arguments);
  choose(*command, arguments, chosen);
}

void add_add_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<BuildArguments>();
  arguments->add = true;
  CLI::App* command =
      app.add_subcommand("add", "add to an index what is new or changed in the inputs; other articles stay");
  add_build_options(*command, *arguments);
  add_way_option(*command, arguments->way);
  choose(*command, arguments, chosen);
}

void add_remove_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<RemoveArguments>();
  CLI::App* command = app.add_subcommand("remove", "take articles out of an index");
  command->add_option("ID", arguments->ids, "ids or keys of articles, or - for a list on standard input")
      ->required();
  add_index_option(*command, arguments->index);
  add_way_option(*command, arguments->way);
  add_output_option(*command, arguments->output);
  add_threads_option(*command, arguments->threads);
  choose(*command, arguments, chosen);
}

void add_inspect_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* command = app.add_subcommand(
      "inspect", "show how a capture is read: fields, zones, every date with its evidence");
  command->add_option("FILE", arguments->file, "a capture, collection or archive, or - for standard input")
      ->required();
  command->add_option("--format", arguments->output, "text or json")->check(CLI::IsMember({"text", "json"}));
  add_read_as_option(*command, arguments->read_as, "--read-as");
  add_map_option(*command, arguments->map);
  command->add_flag("--body", arguments->body, "print the body too");
  choose(*command, arguments, chosen);
}

void add_kinds_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<KindsArguments>();
  CLI::App* command = app.add_subcommand(
      "kinds", "list the kinds of files: what is read, where title, day and address come from, what is lost");
  command->add_option("--format", arguments->output, "text, json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}));
  choose(*command, arguments, chosen);
}

void add_dates_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<DatesArguments>();
  CLI::App* command = app.add_subcommand("dates", "every date of a text");
  command->add_option("FILE", arguments->file, "a text, or - for standard input")->required();
  command->add_option("--published", arguments->published,
                      "day of publication, from which missing years follow");
  command->add_option("--format", arguments->output, "text, json or vector (one line a date, for tests)")
      ->check(CLI::IsMember({"text", "json", "vector"}));
  choose(*command, arguments, chosen);
}

void add_info_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<InfoArguments>();
  CLI::App* command = app.add_subcommand("info", "what an index holds and how it was made");
  add_index_option(*command, arguments->index);
  command->add_option("--format", arguments->output, "text or json")->check(CLI::IsMember({"text", "json"}));
  choose(*command, arguments, chosen);
}

void add_check_command(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = app.add_subcommand("check", "verify an index: database, facet columns, counts");
  add_index_option(*command, arguments->index);
  choose(*command, arguments, chosen);
}

}  // namespace

tl::expected<Arguments, NoCommand> parse_arguments(std::vector<std::string> arguments,
                                                   const std::string& version) {
  CLI::App app{"dateline-index: turns captures of North Korean state media into a searchable index",
               "dateline-index"};
  app.set_version_flag("--version", "dateline-index " + version);
  app.require_subcommand(1);
  app.allow_config_extras(CLI::config_extras_mode::error);  // before the commands, which do as this one
  app.set_config("--config", "", "read options from this file")->check([](const std::string& name) {
    std::error_code error;
    return std::filesystem::is_regular_file(name, error) ? std::string() : "no such file: " + name;
  });
  app.footer(R"(Examples:
  dateline-index build captures/ -i archive.idx
  dateline-index build articles.jsonl --map title=headline,body=story_text,date=date,url=link
  dateline-index add new/ -i archive.idx
  dateline-index remove e3919c90e6cf3250 -i archive.idx
  dateline-index inspect capture.txt
Exit codes: 0 done, 2 wrong usage, 3 input problems, 4 index problems, 5 the system failed.)");
  Chosen chosen;
  add_build_command(app, chosen);
  add_add_command(app, chosen);
  add_remove_command(app, chosen);
  add_inspect_command(app, chosen);
  add_kinds_command(app, chosen);
  add_dates_command(app, chosen);
  add_info_command(app, chosen);
  add_check_command(app, chosen);
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
    return *chosen;
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = app.exit(error, out, err);
    return tl::unexpected(NoCommand{code == 0 ? ExitCode::kDone : ExitCode::kUsage, std::move(out).str(),
                                    std::move(err).str()});
  }
}

}  // namespace dateline::indexer
