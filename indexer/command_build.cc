#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "common/index/article_json.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/update_index.h"
#include "indexer/pace.h"
#include "indexer/progress.h"
#include "indexer/show_timings.h"

namespace dateline::indexer {
namespace {

/// Of `build` and `add`.
struct BuildArguments {
  bool add = false;
  std::vector<std::string> inputs;
  std::string index;
  std::string read_as = "auto";
  std::string files_from;
  std::string map;
  std::string rejects;
  std::string output = "text";
  std::string builder = "bulk";
  std::string way = "auto";
  std::size_t memory_megabytes = 512;
  int threads = 0;
  bool no_verify = false;
  bool timings = false;
  bool dry_run = false;
  bool strict = false;
  bool quiet = false;
};

using Clock = std::chrono::steady_clock;

nlohmann::ordered_json reject_json(const Reject& reject) {
  nlohmann::ordered_json out{{"path", reject.origin.path},
                             {"record", reject.origin.record},
                             {"kind", reject.kind == Reject::Kind::kRejected ? "rejected" : "warning"},
                             {"reason", reject.reason},
                             {"remedy", reject.remedy}};
  if (reject.offset) out["offset"] = *reject.offset;
  return out;
}

/// Adds the inputs that --files-from names. A Usage error when there are no inputs at all.
Status add_listed_inputs(const std::string& list, std::istream& standard_input,
                         std::vector<std::string>& inputs) {
  if (list == "-") {
    if (std::find(inputs.begin(), inputs.end(), "-") != inputs.end()) {
      return fail(ErrorKind::kUsage, "standard input cannot be the list and an input",
                  "name a file for one of them");
    }
    const auto names = read_input_names(standard_input);
    inputs.insert(inputs.end(), names.begin(), names.end());
  } else if (!list.empty()) {
    std::ifstream file(list, std::ios::binary);
    if (!file) return fail(ErrorKind::kUsage, "cannot read the list " + list, "check the name");
    const auto names = read_input_names(file);
    inputs.insert(inputs.end(), names.begin(), names.end());
  }
  if (inputs.empty())
    return fail(ErrorKind::kUsage, "no input is named", "name files or folders, or give --files-from");
  return {};
}

void print_summary(std::ostream& out, const BuildReport& report, double seconds,
                   const BuildArguments& arguments) {
  fmt::print(out,
             "{} {} ({} different {}) from {} records: {} the same again, {} rejected, {} with warnings\n",
             report.articles, report.articles == 1 ? "article" : "articles", report.groups,
             report.groups == 1 ? "text" : "texts", report.records, report.duplicates, report.rejected,
             report.warnings);
  const auto line = [&](std::string_view name, const std::map<std::string, std::uint64_t>& counts) {
    if (counts.empty()) return;
    std::string text;
    for (const auto& [value, count] : counts) {
      if (!text.empty()) text += ", ";
      text += fmt::format("{} {}", value.empty() ? "unknown" : text::visible(value), count);
    }
    fmt::print(out, "  {}: {}\n", name, text);
  };
  line("read as", report.by_reader);
  line("source", report.by_source);
  line("language", report.by_language);
  line("day of publication", report.by_confidence);
  line("skipped", {report.skipped.begin(), report.skipped.end()});
  const text::AnalysisCounts& analysis = report.analysis;
  if (analysis.invalid_bytes + analysis.leftovers + analysis.cut_terms + analysis.dropped_terms > 0) {
    fmt::print(out, "  text cleaned: {} leftovers, {} invalid bytes, {} terms cut, {} dropped\n",
               analysis.leftovers, analysis.invalid_bytes, analysis.cut_terms, analysis.dropped_terms);
  }
  fmt::print(out, "  {:.1f} s, {:.0f} articles/s, {:.1f} MB/s", seconds,
             static_cast<double>(report.articles) / seconds,
             static_cast<double>(report.input_bytes) / 1e6 / seconds);
  if (!arguments.dry_run) {
    fmt::print(out, "; {} holds {:.1f} MB", arguments.index, static_cast<double>(report.index_bytes) / 1e6);
  }
  fmt::print(out, "; {} MB of memory at most\n", peak_memory_bytes() >> 20);
}

void print_pace(std::ostream& out, const Pace& pace) {
  if (pace.steps().empty()) return;
  std::string text;
  for (const std::uint64_t step : pace.steps())
    text += fmt::format("{}{:.1f} s", text.empty() ? "" : ", ", static_cast<double>(step) / 1e6);
  fmt::print(out, "  each {} articles: {}\n", Pace::kStep, text);
}

nlohmann::ordered_json summary_json(const BuildReport& report, double seconds, const Pace& pace) {
  return {{"schema", index::kJsonSchema},
          {"articles", report.articles},
          {"groups", report.groups},
          {"records", report.records},
          {"duplicates", report.duplicates},
          {"rejected", report.rejected},
          {"warnings", report.warnings},
          {"undated", report.undated},
          {"readers", report.by_reader},
          {"sources", report.by_source},
          {"languages", report.by_language},
          {"confidence", report.by_confidence},
          {"reasons", report.reasons},
          {"skipped", report.skipped},
          {"input_bytes", report.input_bytes},
          {"index_bytes", report.index_bytes},
          {"peak_bytes", peak_memory_bytes()},
          {"pace", {{"articles", Pace::kStep}, {"elapsed_us", pace.steps()}}},
          {"elapsed_us", static_cast<std::uint64_t>(seconds * 1e6)}};
}

void print_update(std::ostream& out, const UpdateReport& update) {
  fmt::print(out,
             "{} files read ({} of them changed), {} unchanged; {} articles added or replaced, {} removed\n",
             update.files_read, update.files_changed, update.files_unchanged, update.build.added,
             update.build.removed);
  if (!update.changed) fmt::print(out, "  the index is as it was\n");
}

nlohmann::ordered_json update_json(const UpdateReport& update) {
  return {{"changed", update.changed},
          {"files",
           {{"read", update.files_read},
            {"changed", update.files_changed},
            {"unchanged", update.files_unchanged}}},
          {"added", update.build.added},
          {"removed", update.build.removed},
          {"way", !update.changed                    ? "none"
                  : update.way == UpdateWay::kUpdate ? "update"
                                                     : "rebuild"}};
}

Result<BuildReport> add(const BuildArguments& arguments, const BuildOptions& options, const Streams& streams,
                        UpdateReport& update) {
  Result<UpdateReport> done = add_to_index(options, update_way(arguments.way), streams.in);
  if (!done) return fail(done.error());
  update = std::move(*done);
  return update.build;
}

ExitCode run_build(const BuildArguments& arguments, const Streams& streams) {
  BuildOptions options{
      .inputs = arguments.inputs,
      .index = arguments.index,
      .leave_out = arguments.rejects,
      .format = format_by_name(arguments.read_as),
      .map = {},
      .threads = arguments.threads,
      .builder = arguments.builder == "official" ? BuilderKind::kOfficial : BuilderKind::kBulk,
      .memory_bytes = arguments.memory_megabytes << 20,
      .verify = !arguments.no_verify,
      .dry_run = arguments.dry_run,
      .clocks = arguments.timings ? system_clocks() : Clocks{},
      .stop = streams.stop,
      .today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()),
      .on_reject = {},
      .on_progress = {},
  };
  if (Status listed = add_listed_inputs(arguments.files_from, streams.in, options.inputs); !listed) {
    return report_error(streams.err, listed.error());
  }
  Result<FieldMap> map = FieldMap::parse(arguments.map);
  if (!map) return report_error(streams.err, map.error());
  options.map = std::move(*map);

  std::ofstream rejects;
  if (!arguments.rejects.empty()) {
    rejects.open(arguments.rejects, std::ios::binary);
    if (!rejects) {
      return report_error(streams.err,
                          {ErrorKind::kSystem, "cannot write " + arguments.rejects, "check the path"});
    }
  }
  Progress progress(streams.err);
  constexpr std::uint64_t kShown = 20;
  std::uint64_t shown = 0;
  options.on_reject = [&](const Reject& reject) {
    if (rejects.is_open()) rejects << index::dump(reject_json(reject)) << '\n';
    if (arguments.quiet || ++shown > kShown) return;
    progress.clear();
    streams.err << line_of(reject);
  };
  const bool shows = streams.err_is_terminal && !arguments.quiet;
  const auto start = Clock::now();
  Pace pace;
  options.on_progress = [&](const BuildReport& report) {
    using Microseconds = std::chrono::duration<std::uint64_t, std::micro>;
    pace.see(report.added, std::chrono::duration_cast<Microseconds>(Clock::now() - start).count());
    if (shows) progress.show(report);
  };
  UpdateReport update;
  const Result<BuildReport> report =
      arguments.add ? add(arguments, options, streams, update) : build_index(options, streams.in);
  const double seconds = std::max(std::chrono::duration<double>(Clock::now() - start).count(), 1e-6);
  progress.clear();
  if (shown > kShown) {
    fmt::print(streams.err, "… and {} more; --rejects FILE keeps them all\n", shown - kShown);
  }
  if (rejects.is_open() && !rejects.flush()) {
    return report_error(streams.err,
                        {ErrorKind::kSystem, "cannot write " + arguments.rejects, "is the disk full?"});
  }
  if (!report) {
    const bool stopped = streams.stop != nullptr && streams.stop->load();
    return report_error(streams.err, stopped ? interrupted() : report.error());
  }
  if (!report->notice.empty()) fmt::print(streams.err, "note: {}\n", text::visible(report->notice));
  if (arguments.output == "json") {
    nlohmann::ordered_json summary = summary_json(*report, seconds, pace);
    if (arguments.add) summary.update(update_json(update));
    if (arguments.timings) summary["timings"] = timings_json(report->timings);
    streams.out << index::dump(summary) << '\n';
  } else if (!arguments.quiet) {
    if (arguments.add) print_update(streams.out, update);
    print_summary(streams.out, *report, seconds, arguments);
    print_pace(streams.out, pace);
    if (arguments.timings) print_timings(streams.out, report->timings);
  }
  const bool missing = report->reasons.contains(std::string(kMissingInput)) ||
                       report->reasons.contains(std::string(kUnseenInput));
  return missing || !report->kept_files.empty() || (arguments.strict && report->rejected > 0)
             ? ExitCode::kInput
             : ExitCode::kDone;
}

}  // namespace

namespace {

CLI::App* add_command(CLI::App& app, Run& run, const std::shared_ptr<BuildArguments>& arguments,
                      const std::string& name, const std::string& description) {
  CLI::App* command = app.add_subcommand(name, description);
  command->add_option("INPUT", arguments->inputs,
                      "files, folders, archives, quoted patterns such as '2023/*.html.gz', or -");
  command->add_option(
      "--files-from", arguments->files_from,
      "read names of inputs from this file (- is standard input), one a line or NUL after each");
  add_index_option(*command, arguments->index);
  add_read_as_option(*command, arguments->read_as, "--read-as,--format");
  command->add_option("--map", arguments->map,
                      "members of JSON Lines, columns of CSV, e.g. title=headline,body=story_text");
  command->add_option("--rejects", arguments->rejects,
                      "write what was not indexed to this file, as JSON Lines");
  command->add_option("--output", arguments->output, "summary as text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--threads", arguments->threads, "workers; 0 is one for each processor")
      ->check(CLI::Range(0, 64));
  command->add_option("--memory", arguments->memory_megabytes, "megabytes for the build, all in")
      ->check(CLI::Range(64, 1 << 20));
  command
      ->add_option("--builder", arguments->builder,
                   "bulk (writes the tables directly) or official (Xapian's own writer, slower)")
      ->check(CLI::IsMember({"bulk", "official"}));
  command->add_flag("--timings", arguments->timings, "say how long each stage of each worker took");
  command->add_flag("--no-verify", arguments->no_verify, "publish without checking the whole database first");
  command->add_flag("--dry-run", arguments->dry_run, "read and report, write nothing");
  command->add_flag("--strict", arguments->strict, "exit code 3 when any record was rejected");
  command->add_flag("-q,--quiet", arguments->quiet, "no progress, no summary");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_build(*arguments, s); }; });
  return command;
}

}  // namespace

void add_build_command(CLI::App& app, Run& run) {
  add_command(app, run, std::make_shared<BuildArguments>(), "build",
              "make a new index from files, folders, archives or - (standard input)");
}

void add_add_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<BuildArguments>();
  arguments->add = true;
  CLI::App* command =
      add_command(app, run, arguments, "add",
                  "add to an index what is new or changed in the inputs; other articles stay");
  add_way_option(*command, arguments->way);
}

}  // namespace dateline::indexer
