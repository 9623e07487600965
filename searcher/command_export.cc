#include <fmt/format.h>
#include <fmt/ostream.h>

#include "searcher/commands.h"
#include "searcher/export/run_export.h"
#include "searcher/interruption.h"

namespace dateline::search {
namespace {

struct ExportArguments {
  QueryArguments query;
  std::string file = "-";
  std::string format;
  bool bodies = false;
};

ExitCode run_export_command(const ExportArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return report_error(streams.err, request.error());
  const Result<ExportFormat> format = choose_export_format(arguments.format, arguments.file);
  if (!format) return report_error(streams.err, format.error());
  Result<Engine> engine = Engine::open(arguments.query.index);
  if (!engine) return report_error(streams.err, engine.error());
  const ExportOptions options{.format = *format, .bodies = arguments.bodies, .index = arguments.query.index};
  SearchResult<ExportReport> report;
  if (arguments.file == "-") {
    report = run_export(*engine, *request, options, [&](std::string_view piece) -> Status {
      if (streams.out << piece) return {};
      return fail(ErrorKind::kSystem, "cannot write the output", "");
    });
  } else {
    const Interruption interruption;  // nothing is left of a file that is not whole
    engine->stop_at(&Interruption::flag());
    report = export_to_file(*engine, *request, options, arguments.file);
    engine->stop_at(nullptr);
  }
  if (!report && report.error().stopped) {
    fmt::print(streams.err, "dateline-search: stopped; {} was not written\n", arguments.file);
    return ExitCode::kSystem;
  }
  if (!report) return report_error(streams.err, report.error());
  if (arguments.file != "-") {
    fmt::print(streams.err, "{} of {} articles found, to {}\n", report->exported, report->total,
               arguments.file);
  }
  return report->total > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace

void add_export_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* command = app.add_subcommand("export", "all articles of a query, for other programs");
  add_selection_options(*command, arguments->query);
  command->add_option("-o,--output", arguments->file, "file to write; - for the standard output")
      ->default_str("-");
  command
      ->add_option("--format", arguments->format,
                   fmt::format("{}; else as the file's name ends", fmt::join(kExportFormats, ", ")))
      ->check(CLI::IsMember(std::vector<std::string>(kExportFormats.begin(), kExportFormats.end())));
  command->add_flag("--body", arguments->bodies, "with the whole texts (jsonl, csv, tsv)");
  add_ranking_options(*command, arguments->query);
  command->footer(
      "Examples:\n"
      "  dateline-search export 'flood date:1995..1999' -o flood.csv\n"
      "  dateline-search export --filter source=kcna.kp-en --body --format jsonl | zstd > kcna.jsonl.zst\n"
      "  dateline-search export '\"goodwill visit\"' --sort date -o visits.bib\n"
      "Nothing but conditions: every article that passes them. The file appears when it is whole.");
  command->callback([arguments, &run] {
    run = [arguments](const Streams& s) { return run_export_command(*arguments, s); };
  });
}

}  // namespace dateline::search
