#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "common/counted.h"
#include "common/index/article_json.h"
#include "common/named_file.h"
#include "common/text/analyzer.h"
#include "common/text/lexicon.h"
#include "common/text/name_list.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/build_shards.h"
#include "indexer/commit/build_steps.h"
#include "indexer/pace.h"
#include "indexer/progress.h"
#include "indexer/report_json.h"
#include "indexer/show_timings.h"
#include "indexer/watch_folders.h"

namespace dateline::indexer {
namespace {

using Clock = std::chrono::steady_clock;
/// Rejects that are printed one by one.
constexpr std::uint64_t kShownRejects = 20;

/// Adds the inputs that --files-from names. A Usage error when there are no inputs at all.
Status add_listed_inputs(const std::string& list, std::istream& standard_input,
                         std::vector<std::string>& inputs) {
  if (list == "-") {
    if (std::find(inputs.begin(), inputs.end(), "-") != inputs.end()) {
      return fail(ErrorKind::kUsage, "standard input cannot be the list and an input",
                  "name a file for one of them");
    }
  }
  if (!list.empty()) {
    constexpr std::size_t kMaxList = std::size_t{256} << 20;
    const Result<std::string> text =
        list == "-" ? read_rest(standard_input, "standard input", kMaxList) : read_named_file(list, kMaxList);
    if (!text) return fail(text.error());
    const auto names = input_names_in(*text);
    inputs.insert(inputs.end(), names.begin(), names.end());
  }
  if (inputs.empty())
    return fail(ErrorKind::kUsage, "no input is named", "name files or folders, or give --files-from");
  return {};
}

/// The lists of names, checked with the lexicon that they are added to.
Result<std::string> read_names(const std::vector<std::string>& files) {
  if (files.empty()) return std::string();
  text::Analyzer analyzer;
  Result<text::Lexicon> lexicon = text::Lexicon::built_in(analyzer);
  if (!lexicon) return fail(lexicon.error());
  std::vector<text::NameList> lists;
  for (const std::string& file : files) {
    Result<std::string> text = read_named_file(file, text::kMaxNameListBytes);
    if (!text) return fail(text.error());
    if (const Status added = lexicon->add(*text, file, analyzer); !added) return fail(added.error());
    lists.push_back({file, std::move(*text)});
  }
  return text::encode(lists);
}

void print_summary(std::ostream& out, const BuildReport& report, double seconds,
                   const BuildArguments& arguments, const std::vector<std::filesystem::path>& folders) {
  fmt::print(out, "{} ({}) from {}: {}, {} rejected, {} with warnings\n",
             counted(report.articles, "article", "articles"),
             counted(report.groups, "different text", "different texts"),
             counted(report.records, "record", "records"),
             counted(report.duplicates, "duplicate", "duplicates"), report.rejected, report.warnings);
  if (report.is_small_part()) {
    fmt::print(out, "  only a small part was read: {} of {} {} rejected, see above or --rejects FILE\n",
               report.rejected, counted(report.records, "record", "records"),
               report.rejected == 1 ? "was" : "were");
  }
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
  for (const std::string& list : report.lists) fmt::print(out, "  list: {}\n", text::visible(list));
  line("source", report.by_source);
  line("language", report.by_language);
  line("day of publication", report.by_confidence);
  line("skipped", {report.skipped.begin(), report.skipped.end()});
  const text::AnalysisCounts& analysis = report.analysis;
  if (analysis.invalid_bytes + analysis.leftovers + analysis.cut_terms + analysis.dropped_terms > 0) {
    fmt::print(out, "  text cleaned: {}, {}, {} cut, {} dropped\n",
               counted(analysis.leftovers, "leftover", "leftovers"),
               counted(analysis.invalid_bytes, "invalid byte", "invalid bytes"),
               counted(analysis.cut_terms, "term", "terms"), analysis.dropped_terms);
  }
  fmt::print(out, "  {:.1f} s, {:.0f} articles/s, {:.1f} MB/s", seconds,
             static_cast<double>(report.added) / seconds,
             static_cast<double>(report.input_bytes) / 1e6 / seconds);
  if (!arguments.dry_run) {
    std::string names;
    for (const std::filesystem::path& folder : folders)
      names += (names.empty() ? "" : ", ") + folder.string();
    fmt::print(out, "; {} {} {:.1f} MB", names, folders.size() > 1 ? "hold" : "holds",
               static_cast<double>(report.index_bytes) / 1e6);
  }
  fmt::print(out, "; {} MB of memory at peak\n", peak_memory_bytes() >> 20);
}

void print_pace(std::ostream& out, const Pace& pace) {
  if (pace.steps().empty()) return;
  std::string text;
  for (const std::uint64_t step : pace.steps())
    text += fmt::format("{}{:.1f} s", text.empty() ? "" : ", ", static_cast<double>(step) / 1e6);
  fmt::print(out, "  each {} articles: {}\n", Pace::kStep, text);
}

void write_summary(JsonWriter& json, const BuildReport& report, double seconds, const Pace& pace) {
  json.member("schema", index::kJsonSchema);
  json.member("articles", report.articles);
  json.member("groups", report.groups);
  json.member("records", report.records);
  json.member("duplicates", report.duplicates);
  json.member("rejected", report.rejected);
  json.member("small_part", report.is_small_part());
  json.member("warnings", report.warnings);
  json.member("undated", report.undated);
  write_counts(json, "readers", report.by_reader);
  write_counts(json, "sources", report.by_source);
  write_counts(json, "languages", report.by_language);
  write_counts(json, "confidence", report.by_confidence);
  write_counts(json, "reasons", report.reasons);
  write_counts(json, "skipped", report.skipped);
  json.array("lists", report.lists);
  json.member("input_bytes", report.input_bytes);
  json.member("index_bytes", report.index_bytes);
  json.member("peak_bytes", peak_memory_bytes());
  json.object("pace", [&] {
    json.member("articles", Pace::kStep);
    json.array("elapsed_us", pace.steps());
  });
  json.member("elapsed_us", static_cast<std::uint64_t>(seconds * 1e6));
}

void print_update(std::ostream& out, const UpdateReport& update) {
  fmt::print(out, "{} read ({} of them changed), {} unchanged; {} added or replaced, {} removed\n",
             counted(update.files_read, "file", "files"), update.files_changed, update.files_unchanged,
             counted(update.build.added, "article", "articles"), update.build.removed);
  if (!update.changed) fmt::print(out, "  the index is as it was\n");
}

void write_update(JsonWriter& json, const UpdateReport& update) {
  json.member("changed", update.changed);
  json.object("files", [&] {
    json.member("read", update.files_read);
    json.member("changed", update.files_changed);
    json.member("unchanged", update.files_unchanged);
  });
  json.member("added", update.build.added);
  json.member("removed", update.build.removed);
  json.member("rewritten", update.rewritten);
}

Result<BuildReport> build(const BuildArguments& arguments, const BuildOptions& options, std::istream& input,
                          std::vector<std::filesystem::path>& folders) {
  if (arguments.shards == 0 || arguments.dry_run) {
    folders.emplace_back(arguments.index);
    return build_index(options, input);
  }
  Result<ShardsReport> done = build_shards(options, arguments.shards, input);
  if (!done) return fail(done.error());
  folders = std::move(done->folders);
  return std::move(done->build);
}

Result<BuildReport> add(const BuildOptions& options, std::istream& input, UpdateReport& update) {
  Result<UpdateReport> done = add_to_index(options, input);
  if (!done) return fail(done.error());
  update = std::move(*done);
  return update.build;
}

/// A file that holds something else than rejects, as a capture whose name was given by mistake, is not
/// overwritten.
Status check_rejects_file(const std::string& name) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) return {};
  constexpr std::string_view kBegin = R"({"path":)";
  std::ifstream file(name, std::ios::binary);
  std::string begin(kBegin.size(), '\0');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  if (file.gcount() == 0 || begin == kBegin) return {};
  return fail(ErrorKind::kUsage, name + " holds something else than rejects",
              "name another file for --rejects");
}

/// One build or addition with what is said of it. `shown` counts the rejects.
Result<ExitCode> run_once(const BuildArguments& arguments, BuildOptions& options, const Streams& streams,
                          Progress& progress, const std::uint64_t& shown) {
  options.now = now();  // --watch lasts for days
  const bool shows = streams.err_is_terminal && !arguments.quiet;
  const auto start = Clock::now();
  Pace pace;
  options.on_progress = [&](const BuildReport& report) {
    using Microseconds = std::chrono::duration<std::uint64_t, std::micro>;
    pace.see(report.added, std::chrono::duration_cast<Microseconds>(Clock::now() - start).count());
    if (shows) progress.show(report);
  };
  UpdateReport update;
  std::vector<std::filesystem::path> folders;
  const Result<BuildReport> report =
      arguments.add ? add(options, streams.in, update) : build(arguments, options, streams.in, folders);
  if (arguments.add) folders.emplace_back(arguments.index);
  const double seconds = std::max(std::chrono::duration<double>(Clock::now() - start).count(), 1e-6);
  progress.clear();
  if (shown > kShownRejects) {
    fmt::print(streams.err, "… and {} more; --rejects FILE keeps them all\n", shown - kShownRejects);
  }
  if (!report) return fail(failure_of(streams, report.error()));
  if (!report->notice.empty()) fmt::print(streams.err, "note: {}\n", text::visible(report->notice));
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      write_summary(json, *report, seconds, pace);
      if (arguments.add) write_update(json, update);
      if (folders.size() > 1) {
        json.array("shards", folders,
                   [&](const std::filesystem::path& folder) { json.value(folder.string()); });
      }
      if (arguments.timings) {
        json.key("timings");
        write_timings(json, report->timings);
      }
    });
    streams.out << json.line();
  } else if (!arguments.quiet) {
    if (arguments.add) print_update(streams.out, update);
    print_summary(streams.out, *report, seconds, arguments, folders);
    print_pace(streams.out, pace);
    if (arguments.timings) print_timings(streams.out, report->timings);
  }
  const bool missing = report->reasons.contains(std::string(kMissingInput)) ||
                       report->reasons.contains(std::string(kUnseenInput));
  return missing || report->is_small_part() || !report->kept_files.empty() ||
                 (arguments.strict && report->rejected > 0)
             ? ExitCode::kInput
             : ExitCode::kDone;
}

}  // namespace

ExitCode run(const BuildArguments& arguments, const Streams& streams) {
  BuildOptions options{
      .inputs = arguments.inputs,
      .index = arguments.index,
      .leave_out = arguments.rejects,
      .format = format_by_name(arguments.read_as),
      .map = {},
      .supplements = {arguments.metadata, arguments.date_from},
      .names = {},
      .threads = arguments.threads,
      .builder = arguments.builder == "official" ? BuilderKind::kOfficial : BuilderKind::kBulk,
      .memory_bytes = arguments.memory_megabytes << 20,
      .max_text_bytes = arguments.max_text_kilobytes << 10,
      .verify = !arguments.no_verify,
      .dry_run = arguments.dry_run,
      .serve_values = arguments.serve_values,
      .clocks = arguments.timings ? system_clocks() : Clocks{},
      .stop = streams.stop,
      .gone = arguments.gone,
      .forget_history = arguments.forget_history,
      .keep_captures = arguments.keep_captures,
      .program = DATELINE_VERSION,
      .now = {},
      .on_reject = {},
      .on_progress = {},
  };
  if (arguments.watch && arguments.dry_run) {
    return report_error(streams.err, {ErrorKind::kUsage, "--watch and --dry-run do not go together", ""});
  }
  if (Status listed = add_listed_inputs(arguments.files_from, streams.in, options.inputs); !listed) {
    // What addresses gave can be added alone.
    if (!arguments.add || arguments.gone.empty() || !arguments.inputs.empty() ||
        !arguments.files_from.empty())
      return report_error(streams.err, listed.error());
  }
  Result<FieldMap> map = FieldMap::parse(arguments.map);
  if (!map) return report_error(streams.err, map.error());
  options.map = std::move(*map);
  Result<std::string> names = read_names(arguments.names);
  if (!names) return report_error(streams.err, names.error());
  options.names = std::move(*names);

  std::ofstream rejects;
  if (!arguments.rejects.empty()) {
    if (Status free = check_rejects_file(arguments.rejects); !free)
      return report_error(streams.err, free.error());
    rejects.open(arguments.rejects, std::ios::binary);
    if (!rejects) {
      return report_error(streams.err,
                          {ErrorKind::kSystem, "cannot write " + arguments.rejects, "check the path"});
    }
  }
  std::optional<Progress> progress;
  std::uint64_t shown = 0;
  options.on_reject = [&](const Reject& reject) {
    if (rejects.is_open()) {
      JsonWriter json;
      json.object([&] {
        write_reject(json, reject);
        if (reject.offset) json.member("offset", *reject.offset);
      });
      rejects << json.line();
    }
    if (arguments.quiet || ++shown > kShownRejects) return;
    if (progress) progress->clear();
    streams.err << line_of(reject);
  };
  const auto once = [&]() -> Result<ExitCode> {
    progress.emplace(streams.err);
    shown = 0;
    Result<ExitCode> done = run_once(arguments, options, streams, *progress, shown);
    if (rejects.is_open()) rejects.flush();
    return done;
  };
  Result<ExitCode> code = arguments.watch ? watch_folders(options, once, streams, arguments.quiet) : once();
  if (!code) code = report_error(streams.err, code.error());
  if (rejects.is_open() && !rejects.flush()) {
    return report_error(streams.err,
                        {ErrorKind::kSystem, "cannot write " + arguments.rejects, "is the disk full?"});
  }
  return *code;
}

}  // namespace dateline::indexer
