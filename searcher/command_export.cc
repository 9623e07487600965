#include <fmt/format.h>
#include <fmt/ostream.h>

#include <optional>

#include "common/cli/working_line.h"
#include "common/counted.h"
#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/export/run_export.h"
#include "searcher/feed/run_feed.h"
#include "searcher/interruption.h"
#include "searcher/search/engine.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

/// What a feed cannot take: it has its own format, and goes into a folder.
std::optional<Error> wrong_for_feed(const ExportArguments& arguments) {
  if (arguments.file == "-") {
    return Error{ErrorKind::kUsage, "a feed is a folder of several files", "name one with -o FOLDER"};
  }
  if (!arguments.format.empty() || arguments.bodies || !arguments.query.columns.empty() ||
      !arguments.query.about.empty()) {
    return Error{ErrorKind::kUsage, "a feed has a format of its own, with whole texts",
                 "leave out --format, --body, --columns and --about"};
  }
  if (!feed::is_index_name(arguments.index_name)) {
    return Error{ErrorKind::kUsage,
                 fmt::format("'{}' is no name for an index", show::printable(arguments.index_name)),
                 "use 3 to 100 small letters, digits, '-' and '_', a letter first"};
  }
  return std::nullopt;
}

ExitCode run_feed(const ExportArguments& arguments, const SearchRequest& request, const Streams& streams) {
  if (const auto error = wrong_for_feed(arguments)) return report_error(streams.err, *error);
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const feed::FeedOptions options{.target = *feed::find_target(arguments.target),
                                  .index_name = arguments.index_name,
                                  .index = engine->reader().name()};
  const Interruption interruption;  // whole parts stay, and the next run goes on behind them
  engine->stop_at(&Interruption::flag());
  const auto report = cli::with_working_line(streams.err, streams.out_is_terminal, [&] {
    return feed::feed_to_folder(*engine, request, options, arguments.file);
  });
  engine->stop_at(nullptr);
  if (!report && report.error().stopped()) {
    fmt::print(streams.err, "dateline-search: stopped; the same command goes on where {} ends\n",
               arguments.file);
    return ExitCode::kSystem;
  }
  if (!report) return report_error(streams.err, report.error());
  fmt::print(streams.err, "{} of {} found, to {}{}\n", report->written + report->kept,
             counted(report->total, "article", "articles"), arguments.file,
             report->kept > 0 ? fmt::format(" ({} there already)", counted(report->kept, "was", "were"))
                              : std::string());
  return report->total > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace

ExitCode run(const ExportArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> request = request_of(arguments.query);
  if (!request) return report_error(streams.err, request.error());
  if (!arguments.target.empty()) return run_feed(arguments, *request, streams);
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
    report = cli::with_working_line(streams.err, streams.out_is_terminal, [&] {
      return export_to_file(*engine, *request, options, arguments.file);
    });
    engine->stop_at(nullptr);
  }
  if (!report && report.error().stopped()) {
    fmt::print(streams.err, "dateline-search: stopped; {} was not written\n", arguments.file);
    return ExitCode::kSystem;
  }
  if (!report) return report_error(streams.err, report.error());
  if (arguments.file != "-") {
    fmt::print(streams.err, "{} of {} found, to {}\n", report->exported,
               counted(report->total, "article", "articles"), arguments.file);
  }
  return report->total > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace dateline::search
