#include <fmt/format.h>

#include <fstream>

#include "searcher/commands.h"
#include "searcher/search/timeline.h"
#include "searcher/show/timeline.h"

namespace dateline::search {
namespace {

struct TimelineArguments {
  QueryArguments query;
  std::string by = "year";
  std::string bars = "found";
  bool sparkline = false;
  bool fold_copies = false;
  std::string svg;
};

Status write_svg(const std::string& file, const std::string& svg) {
  std::ofstream out(file, std::ios::binary);
  out << svg;
  out.close();
  if (out) return {};
  return fail(ErrorKind::kSystem, fmt::format("cannot write {}", file), "choose another file for --svg");
}

ExitCode run_timeline(const TimelineArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  TimelineRequest request{.search = *search, .fold_copies = arguments.fold_copies};
  if (const auto by = find_period_unit(arguments.by)) request.by = *by;
  show::TimelineChart chart{.sparkline = arguments.sparkline};
  if (const auto measure = show::find_timeline_measure(arguments.bars)) chart.measure = *measure;
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Timeline> counted = timeline(*engine, request);
  if (!counted) return report_error(streams.err, counted.error());
  if (!arguments.svg.empty()) {
    const Status written = write_svg(arguments.svg, show::timeline_svg(*counted, chart.measure));
    if (!written) return report_error(streams.err, written.error());
  }
  const std::string& format = arguments.query.format;
  streams.out << (format == "json"  ? show::timeline_json(*counted)
                  : format == "csv" ? show::timeline_table(*counted, show::Delimiter::kComma)
                  : format == "tsv"
                      ? show::timeline_table(*counted, show::Delimiter::kTab)
                      : on_screen(
                            show::timeline_text(*counted, chart, style_of(arguments.query.colour, streams)),
                            streams));
  return counted->all.found > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace

void add_timeline_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<TimelineArguments>();
  CLI::App* command = app.add_subcommand("timeline", "how often something is said over time");
  add_selection_options(*command, arguments->query);
  command->add_option("--by", arguments->by, "day, week, month, quarter, year or juche")
      ->check(CLI::IsMember({"day", "week", "month", "quarter", "year", "juche"}));
  command
      ->add_option(
          "--bars", arguments->bars,
          "what bars show: found (articles), share (of all articles) or words (articles for a million words)")
      ->check(CLI::IsMember({"found", "share", "words"}));
  command->add_flag("--sparkline", arguments->sparkline, "one line instead of a line for each period");
  command->add_flag("--fold-copies", arguments->fold_copies, "count equal texts once");
  command->add_option("--svg", arguments->svg, "write the chart to this file too");
  add_format_option(*command, arguments->query.format, {"text", "json", "csv", "tsv"});
  command->footer(
      "Examples:\n"
      "  dateline-search timeline flood --by month --from 1997 --to 1999\n"
      "  dateline-search timeline '\"goodwill visit\"' --by juche --bars share\n"
      "  dateline-search timeline embankment --filter source=kcna.kp-en --svg embankment.svg\n"
      "Shares are of all articles that pass --filter, --from and --to. A period of which nothing was\n"
      "captured is marked: that nothing is found there means nothing.");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_timeline(*arguments, s); }; });
}

}  // namespace dateline::search
