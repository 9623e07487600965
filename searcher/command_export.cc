#include <fmt/format.h>
#include <fmt/ostream.h>

#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/export/run_export.h"
#include "searcher/interruption.h"
#include "searcher/search/engine.h"

namespace dateline::search {

ExitCode run(const ExportArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return report_error(streams.err, request.error());
  const Result<ExportFormat> format = choose_export_format(arguments.format, arguments.file);
  if (!format) return report_error(streams.err, format.error());
  if (*format == ExportFormat::kXlsx && arguments.file == "-" && streams.out_is_terminal) {
    return report_error(streams.err, no_sheet_on_terminal());
  }
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const ExportOptions options{.format = *format,
                              .bodies = arguments.bodies,
                              .columns = arguments.query.columns,
                              .about = arguments.query.about,
                              .index = engine->reader().name()};
  SearchResult<ExportReport> report;
  if (arguments.file == "-") {
    report = run_export(*engine, *request, options, [&](std::string_view piece) -> Status {
      if (streams.out << piece) return {};
      return fail(ErrorKind::kSystem, "cannot write the output", "");
    });
    if (report && !options.about.empty()) {
      const Status written = write_file(options.about, report->head);
      if (!written) return report_error(streams.err, written.error());
    }
  } else {
    const Interruption interruption;  // nothing is left of a file that is not whole
    engine->stop_at(&Interruption::flag());
    report = export_to_file(*engine, *request, options, arguments.file);
    engine->stop_at(nullptr);
  }
  if (!report && report.error().stopped()) {
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

}  // namespace dateline::search
