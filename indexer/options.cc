#include "indexer/options.h"

#include <memory>
#include <optional>

#include "common/cli/describe.h"
#include "common/index/serve_values.h"
#include "indexer/readers/field_map.h"
#include "indexer/sources/kinds.h"

namespace dateline::indexer {
namespace {

/// Each command writes its arguments here when it is chosen.
using Chosen = std::optional<Arguments>;

void add_index_option(CLI::App& command, std::string& index) {
  command.add_option("-i,--index", index, "folder of the index")
      ->type_name("FOLDER")
      ->default_val("archive.idx");
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
  command
      .add_option(
          "--map", map,
          "members of JSON, columns of CSV, e.g. title=headline,body=story.text, or a preset: " + presets)
      ->type_name("MAP");
}

void add_output_option(CLI::App& command, std::string& output) {
  command.add_option("--output", output, "summary as text or json")->check(CLI::IsMember({"text", "json"}));
}

void add_quiet_option(CLI::App& command, bool& quiet) {
  command.add_flag("-q,--quiet", quiet, "no progress, no summary");
}

/// What is told of files elsewhere than in them.
void add_supplement_options(CLI::App& command, std::vector<std::string>& metadata, std::string& date_from) {
  command
      .add_option(
          "--metadata", metadata,
          "list that describes files: a table with columns file, date, source, title, language, address, captured, or BibTeX, RIS, CSL-JSON; it fills what they lack")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--date-from", date_from,
                  R"(date in the paths of files: 'path:(\d{4})-(\d\d)', groups year, month, day)")
      ->type_name("PATTERN");
}

void add_threads_option(CLI::App& command, int& threads) {
  command.add_option("--threads", threads, "workers; 0 is one for each processor")->check(CLI::Range(0, 64));
}

void add_memory_option(CLI::App& command, std::size_t& megabytes) {
  command.add_option("--memory", megabytes, "megabytes for the build, all in")
      ->check(CLI::Range(64, 1 << 20));
}

/// Options that `build` and `add` share.
void add_build_options(CLI::App& command, BuildArguments& arguments) {
  command
      .add_option("INPUT", arguments.inputs,
                  "files, folders, archives, quoted patterns such as '2023/*.html.gz', or -")
      ->type_name("FILE");
  command
      .add_option(
          "--files-from", arguments.files_from,
          "read the names of inputs from this file (- is standard input), one a line or each ended by NUL")
      ->configurable(false)
      ->type_name("FILE");
  add_index_option(command, arguments.index);
  add_read_as_option(command, arguments.read_as, "--read-as,--format");
  add_map_option(command, arguments.map);
  add_supplement_options(command, arguments.metadata, arguments.date_from);
  command
      .add_option(
          "--names", arguments.names,
          "file with more spellings of names for searches of this index, one name a line: kind, spelling, spelling, separated by tabs")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--rejects", arguments.rejects, "write rejects and warnings to this file, as JSON Lines")
      ->configurable(false)
      ->type_name("FILE");
  add_output_option(command, arguments.output);
  add_threads_option(command, arguments.threads);
  add_memory_option(command, arguments.memory_megabytes);
  command
      .add_option(
          "--max-text", arguments.max_text_kilobytes,
          "longest text of an article in kilobytes; longer ones are rejected; 0 means a 256th of --memory")
      ->check(CLI::Range(0, 1 << 20));
  command
      .add_option("--builder", arguments.builder,
                  "bulk (writes the tables directly) or official (Xapian's own writer, slower)")
      ->check(CLI::IsMember({"bulk", "official"}));
  command
      .add_option(
          "--gone", arguments.gone,
          "file of addresses, times and HTTP statuses (tabs between, CDX or CDXJ): what was there and what not")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command.add_flag("--keep-captures", arguments.keep_captures,
                   "keep what each text was read from, compressed, so that later versions of the program can "
                   "read it again");
  command.add_flag("--timings", arguments.timings, "say how long each stage of each worker took");
  command.add_flag("--no-verify", arguments.no_verify, "publish without checking the whole database first");
  command.add_flag("--dry-run", arguments.dry_run, "read and report, write nothing")->configurable(false);
  command.add_flag("--strict", arguments.strict, "exit code 3 when any record was rejected");
  add_quiet_option(command, arguments.quiet);
}

void describe_build(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<BuildArguments>();
  add_build_options(command, *arguments);
  command
      .add_flag("--forget-history", arguments->forget_history,
                "begin the ledger anew: earlier texts and removals are deleted for good")
      ->configurable(false);
  command.add_flag("--serve-values", arguments->serve_values,
                   "add what searches through Xapian's servers need; the index gets 2 % larger");
  command
      .add_option("--shards", arguments->shards,
                  "make so many indexes instead of one: NAME-1-of-N.idx and so on, with --serve-values")
      ->check(CLI::Range(2U, index::kMaxShards));
  command.footer(R"(Examples:
  dateline-index build captures/ -i archive.idx
  dateline-index build '2023/*.html.gz' notes.pdf -i archive.idx --rejects rejects.jsonl
  dateline-index build articles.jsonl --map title=headline,body=story_text,date=date,url=link
  dateline-index build captures/ --dry-run
Another index of that name is replaced when the new one is whole.)");
  cli::choose(command, arguments, chosen);
}

void describe_add(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<BuildArguments>();
  arguments->add = true;
  add_build_options(command, *arguments);
  command
      .add_flag("--watch", arguments->watch,
                "go on adding what is written in the folders that are named, until Ctrl-C")
      ->configurable(false);
  command.footer(R"(Examples:
  dateline-index add captures/ -i archive.idx
  dateline-index add --watch captures/ -i archive.idx
  find captures -mtime -1 -print0 | dateline-index add --files-from - -i archive.idx
  dateline-index add captures/ --gone gone.cdx -i archive.idx
Files that have not changed are not read again. An index that is not there is made.)");
  cli::choose(command, arguments, chosen);
}

void describe_remove(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<RemoveArguments>();
  command.add_option("ID", arguments->ids, "ids or keys of articles, or - for a list on standard input")
      ->type_name("ID")
      ->required();
  add_index_option(command, arguments->index);
  command
      .add_flag(
          "--purge", arguments->purge,
          "delete every text of them for good, from the index and from its ledger, where their ids, days "
          "and hashes stay; also of articles that were removed before")
      ->configurable(false);
  add_output_option(command, arguments->output);
  add_quiet_option(command, arguments->quiet);
  command.footer(R"(Examples:
  dateline-index remove e3919c90e6cf3250 -i archive.idx
  cut -f1 wrong.tsv | dateline-index remove - -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

/// Options that `merge` and `upgrade` share, but for the index.
void add_rewrite_options(CLI::App& command, RewriteArguments& arguments) {
  add_output_option(command, arguments.output);
  add_threads_option(command, arguments.threads);
  add_memory_option(command, arguments.memory_megabytes);
  add_quiet_option(command, arguments.quiet);
}

void describe_merge(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<MergeArguments>();
  add_index_option(command, arguments->index);
  command.add_flag("--clean", arguments->clean, "make one segment of everything, without dead articles");
  command.add_flag("--serve-values", arguments->serve_values,
                   "the same, and add what searches through Xapian's servers need");
  add_rewrite_options(command, *arguments);
  command.footer(R"(Examples:
  dateline-index merge -i archive.idx
  dateline-index merge --clean -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_upgrade(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<UpgradeArguments>();
  add_index_option(command, arguments->index);
  add_rewrite_options(command, *arguments);
  command.footer(R"(Examples:
  dateline-index upgrade -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_as_of(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<AsOfArguments>();
  command
      .add_option(
          "STATE", arguments->asked,
          "a day (its end, UTC), a moment such as 2026-11-30T10:15Z, a generation (g7), the token that "
          "an export carries, or a file that 'dateline-search cite' wrote; without: list the states")
      ->type_name("TIME|CITE");
  add_index_option(command, arguments->index);
  command
      .add_option(
          "-o,--to", arguments->target,
          "make this folder: an index that holds what the other one held; without: say which state it is")
      ->configurable(false)
      ->type_name("FOLDER");
  command
      .add_flag(
          "--borrow", arguments->borrow,
          "for programs that start this one: link to the files of the index, print the summary, and remove "
          "the folder when standard input ends")
      ->configurable(false);
  add_output_option(command, arguments->output);
  command.footer(R"(Examples:
  dateline-index as-of -i archive.idx
  dateline-index as-of 2026-11-01 -i archive.idx -o november.idx
  dateline-index as-of embankment.cite.json -i archive.idx -o cited.idx
'dateline-search --as-of' asks such a state without keeping it.)");
  cli::choose(command, arguments, chosen);
}

void describe_inspect(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<InspectArguments>();
  command.add_option("FILE", arguments->file, "a capture, collection or archive, or - for standard input")
      ->type_name("FILE")
      ->required();
  cli::add_format_option(command, arguments->output, {"text", "json"});
  add_read_as_option(command, arguments->read_as, "--read-as");
  add_map_option(command, arguments->map);
  add_supplement_options(command, arguments->metadata, arguments->date_from);
  command.add_flag("--body", arguments->body, "print the body too")->configurable(false);
  command.footer(R"(Examples:
  dateline-index inspect capture.txt
  dateline-index inspect page.html --body
  dateline-index inspect articles.jsonl --map title=headline,body=story_text --format json)");
  cli::choose(command, arguments, chosen);
}

void describe_kinds(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<KindsArguments>();
  cli::add_format_option(command, arguments->output, {"text", "json", "markdown"});
  command.footer(R"(Examples:
  dateline-index kinds)");
  cli::choose(command, arguments, chosen);
}

void describe_dates(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<DatesArguments>();
  command.add_option("FILE", arguments->file, "a text, or - for standard input")
      ->type_name("FILE")
      ->required();
  command
      .add_option("--published", arguments->published, "day of publication, from which missing years follow")
      ->configurable(false)
      ->type_name("DAY");
  command.add_option("--format", arguments->output, "text, json or vector (one line a date, for tests)")
      ->check(CLI::IsMember({"text", "json", "vector"}));
  command.footer(R"(Examples:
  dateline-index dates article.txt
  echo 'on September 14, Juche 112' | dateline-index dates -
  dateline-index dates article.txt --published 2023-09-14 --format json)");
  cli::choose(command, arguments, chosen);
}

void describe_info(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<InfoArguments>();
  add_index_option(command, arguments->index);
  cli::add_format_option(command, arguments->output, {"text", "json"});
  command.footer(R"(Examples:
  dateline-index info -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_check(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<CheckArguments>();
  add_index_option(command, arguments->index);
  command.add_flag("--quick", arguments->quick, "compare sizes and hashes of the files only");
  command.footer(R"(Examples:
  dateline-index check -i archive.idx
  dateline-index check --quick -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

std::vector<cli::Command> commands(Chosen& chosen) {
  const auto row = cli::rows_of(chosen);
  return {
      row("build", "make a new index from files, folders, archives or - (standard input)", describe_build),
      row("add", "add to an index what is new or changed in the inputs; other articles stay", describe_add),
      row("remove", "take articles out of an index", describe_remove),
      row("merge",
          "do the merging that additions have left, so that an index has few segments and few dead articles",
          describe_merge),
      row("upgrade",
          "make an index of an older version readable: its articles are analysed again, its ledger stays",
          describe_upgrade),
      row("as-of", "an index as it was at an earlier time, or when a search was cited", describe_as_of),
      row("inspect", "show how a capture is read: fields, zones, every date with its evidence",
          describe_inspect),
      row("kinds",
          "list the kinds of files: what is read, where title, day and address come from, what is lost",
          describe_kinds),
      row("dates", "every date of a text", describe_dates),
      row("info", "what an index holds and how it was made", describe_info),
      row("check", "verify an index: files, tables, articles, facet columns, counts", describe_check),
  };
}

}  // namespace

tl::expected<Arguments, NoCommand> parse_arguments(const std::vector<std::string>& arguments,
                                                   const std::string& version,
                                                   const cli::Surroundings& surroundings) {
  Chosen chosen;
  const cli::Program program{
      .name = "dateline-index",
      .version = version,
      .about = "turns captures of North Korean state media into a searchable index",
      .notes = R"(Examples:
  dateline-index build captures/ -i archive.idx
  dateline-index build articles.jsonl --map title=headline,body=story_text,date=date,url=link
  dateline-index add new/ -i archive.idx
  dateline-index add --watch captures/ -i archive.idx
  dateline-index remove e3919c90e6cf3250 -i archive.idx
  dateline-index merge -i archive.idx
  dateline-index inspect capture.txt
Exit codes: 0 done, 2 wrong usage, 3 input problems, 4 index problems, 5 the system failed.)",
      .first_steps = R"(dateline-index makes a searchable index of saved pages. To begin:
  dateline-index build FOLDER -i archive.idx       index the captures in a folder
  dateline-search 'some words' -i archive.idx      search them
  dateline-index inspect FILE                      see how one capture is read
dateline-index --help lists all commands.
)",
      .surroundings = surroundings,
      .commands = commands(chosen),
  };
  if (auto ended = cli::parse(program, arguments)) return tl::unexpected(*std::move(ended));
  return *chosen;
}

}  // namespace dateline::indexer
