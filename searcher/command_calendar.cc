#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "common/dates/query_dates.h"
#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/search/engine.h"
#include "searcher/search/timeline.h"
#include "searcher/show/calendar.h"

namespace dateline::search {
namespace {

/// Takes years or other days from the front of the words.
void take_days(std::vector<std::string>& words, SearchRequest& request) {
  if (words.empty()) return;
  const bool has_digit = words.front().find_first_of("0123456789") != std::string::npos;
  const auto days = has_digit ? dates::parse_query_date(words.front()) : dates::parse_query_date("");
  if (!days || !days->from || !days->to) return;
  request.from = dates::to_iso(*days->from);
  request.to = dates::to_iso(*days->to);
  words.erase(words.begin());
}

/// The last year with an article that passes the filters.
SearchResult<int> last_year(Engine& engine, const SearchRequest& request) {
  TimelineRequest years{.search = request};
  years.search.query.clear();
  const SearchResult<Timeline> found = timeline(engine, years);
  if (!found) return tl::unexpected(found.error());
  int year = 0;
  for (const TimelinePeriod& period : found->periods) {
    if (period.count.articles > 0) year = dates::year_of(period.from);
  }
  return year;
}

}  // namespace

ExitCode run(const CalendarArguments& arguments, const Streams& streams) {
  QueryArguments query = arguments.query;
  SearchRequest days;
  take_days(query.words, days);
  Result<SearchRequest> request = request_of(query);
  if (!request) return report_error(streams.err, request.error());
  if (!days.from.empty() && (!request->from.empty() || !request->to.empty())) {
    return report_error(streams.err, Error{ErrorKind::kUsage, "the days of the calendar are given twice",
                                           "leave out --from and --to"});
  }
  Result<Engine> engine = Engine::open(query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  if (!days.from.empty()) {
    request->from = days.from;
    request->to = days.to;
  } else if (request->from.empty() && request->to.empty()) {
    const SearchResult<int> year = last_year(*engine, *request);
    if (!year) return report_error(streams.err, year.error());
    if (*year > 0) request->from = request->to = fmt::format("{:04}", *year);
  }
  const SearchResult<Timeline> found = timeline(*engine, {.search = *request, .by = PeriodUnit::kDay});
  if (!found) return report_error(streams.err, found.error());
  if (!arguments.svg.empty()) {
    if (const Status written = write_file(arguments.svg, show::calendar_svg(*found)); !written)
      return report_error(streams.err, written.error());
  }
  const Answer answer{.text = [&](const show::Style& style) { return show::calendar_text(*found, style); },
                      .json = [&] { return show::calendar_json(*found); },
                      .table = [&] { return show::calendar_table(*found); },
                      .command = "calendar",
                      .query = found->query,
                      .revision = found->revision,
                      .index_articles = found->index_articles,
                      .notices = found->notices};
  return write_answer(answer, found->all.found > 0, query, streams);
}

}  // namespace dateline::search
