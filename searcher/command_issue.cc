#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/dates/query_dates.h"
#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/search/issue.h"
#include "searcher/show/issue.h"

namespace dateline::search {

ExitCode run(const IssueArguments& arguments, const Streams& streams) {
  const std::string written = fmt::format("{}", fmt::join(arguments.day, " "));
  const auto range = dates::parse_query_date(written);
  if (!range) return report_error(streams.err, static_cast<const Error&>(range.error()));
  if (!range->from || !range->to || *range->from != *range->to) {
    return report_error(streams.err, Error{ErrorKind::kUsage, fmt::format("'{}' is not one day", written),
                                           "write it with its month and year, as 2013-12-13"});
  }
  Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Issue> issue = issue_of(*engine, *range->from, std::move(*search));
  if (!issue) return report_error(streams.err, issue.error());
  const Answer answer{.text = [&](const show::Style& style) { return show::issue_text(*issue, style); },
                      .json = [&] { return show::issue_json(*issue); },
                      .table = [&] { return show::issue_table(*issue); },
                      .command = "issue",
                      .query = dates::to_iso(issue->day),
                      .revision = issue->revision,
                      .index_articles = issue->index_articles,
                      .notices = issue->notices};
  return write_answer(answer, issue->total > 0, arguments.query, streams);
}

}  // namespace dateline::search
