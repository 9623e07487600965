#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/search/engine.h"
#include "searcher/search/timeline.h"
#include "searcher/show/timeline.h"

namespace dateline::search {
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
    const Status written = write_file(arguments.svg, show::timeline_svg(*counted, chart.measure));
    if (!written) return report_error(streams.err, written.error());
  }
  const Answer answer{
      .text = [&](const show::Style& style) { return show::timeline_text(*counted, chart, style); },
      .json = [&] { return show::timeline_json(*counted); },
      .table = [&] { return show::timeline_table(*counted); },
      .command = "timeline",
      .query = counted->query,
      .revision = counted->revision,
      .index_articles = counted->index_articles,
      .notices = counted->notices};
  return write_answer(answer, counted->all.found > 0, arguments.query, streams);
}

}  // namespace dateline::search
