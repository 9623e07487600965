#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/search/engine.h"
#include "searcher/search/timeline.h"
#include "searcher/show/timeline.h"

namespace dateline::search {
namespace {

Status write_svg(const std::string& file, const std::string& svg) {
  Result<OutputFile> out = OutputFile::create(file);
  if (!out) return fail(out.error());
  if (Status written = out->write(svg); !written) return written;
  return out->finish();
}

}  // namespace

ExitCode run(const TimelineArguments& arguments, const Streams& streams) {
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

}  // namespace dateline::search
