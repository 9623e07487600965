#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/search/engine.h"
#include "searcher/search/timeline.h"
#include "searcher/search/timeline_series.h"
#include "searcher/show/timeline.h"
#include "searcher/show/timeline_series.h"

namespace dateline::search {
namespace {

ExitCode run_series(Engine& engine, const TimelineRequest& request, const show::TimelineChart& chart,
                    const TimelineArguments& arguments, const Streams& streams) {
  SeriesRequest asked{.timeline = request, .with = arguments.with, .per = {}, .limit = arguments.lines};
  if (!arguments.per.empty()) asked.per = index::find_facet(arguments.per);
  const SearchResult<std::vector<TimelineSeries>> series = timeline_series(engine, asked);
  if (!series) return report_error(streams.err, series.error());
  if (!arguments.svg.empty()) {
    const Status written = write_file(arguments.svg, show::series_svg(*series, chart.measure));
    if (!written) return report_error(streams.err, written.error());
  }
  bool found = false;
  Answer answer{
      .text = [&](const show::Style& style) { return show::series_text(*series, chart.measure, style); },
      .json = [&] { return show::series_json(*series); },
      .table = [&] { return show::series_table(*series); },
      .command = "timeline",
      .query = request.search.query,
      .revision = engine.reader().revision(),
      .index_articles = engine.reader().articles(),
      .notices = {}};
  for (const TimelineSeries& one : *series) {
    found = found || one.timeline.all.found > 0;
    if (arguments.per.empty() && &one != &series->front()) answer.query += "; " + one.label;
    answer.notices.insert(answer.notices.end(), one.timeline.notices.begin(), one.timeline.notices.end());
  }
  return write_answer(answer, found, arguments.query, streams);
}

}  // namespace

ExitCode run(const TimelineArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  TimelineRequest request{.search = *search, .fold_copies = arguments.fold_copies};
  if (arguments.date == "captured") request.day = TimelineDay::kCaptured;
  request.ends = !arguments.sparkline;
  request.wordings = arguments.wordings;
  if (const auto by = find_period_unit(arguments.by)) request.by = *by;
  show::TimelineChart chart{.sparkline = arguments.sparkline};
  if (const auto measure = show::find_timeline_measure(arguments.bars)) chart.measure = *measure;
  request.places = arguments.places || show::needs_places(chart.measure);
  Result<Engine> engine = open_engine(arguments.query.indexes, arguments.query.opening);
  if (!engine) return report_error(streams.err, engine.error());
  if (!arguments.with.empty() || !arguments.per.empty())
    return run_series(*engine, request, chart, arguments, streams);
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
