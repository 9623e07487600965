#include <fmt/format.h>

#include "common/dates/query_days.h"
#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/export/output_file.h"
#include "searcher/ledger/article_history.h"
#include "searcher/ledger/edit_list.h"
#include "searcher/ledger/show_diff.h"
#include "searcher/ledger/show_history.h"
#include "searcher/ledger/version_diff.h"
#include "searcher/search/engine.h"

namespace dateline::search {
namespace {

/// The engine, the ledgers and one article's history.
struct Opened {
  Engine engine;
  Histories histories;
};

Result<Opened> open(const std::vector<std::filesystem::path>& indexes, ledger::LedgerChecks checks) {
  Result<Engine> engine = Engine::open(indexes);
  if (!engine) return fail(engine.error());
  Result<Histories> histories = Histories::open(engine->reader(), checks);
  if (!histories) return fail(histories.error());
  return Opened{std::move(*engine), std::move(*histories)};
}

/// Text for a person goes as the terminal shows it, data as they are; to a file where one is named.
ExitCode write(const std::string& text, bool for_people, const std::string& output, const Streams& streams) {
  if (output == "-") {
    streams.out << (for_people ? on_screen(text, streams) : text);
    return ExitCode::kDone;
  }
  const Status written = write_file(output, text);
  return written ? ExitCode::kDone : report_error(streams.err, written.error());
}

}  // namespace

ExitCode run(const HistoryArguments& arguments, const Streams& streams) {
  Result<Opened> opened = open(arguments.indexes, ledger::LedgerChecks::kWhenRead);
  if (!opened) return report_error(streams.err, opened.error());
  auto found = opened->histories.find(opened->engine, arguments.id);
  if (!found) return report_error(streams.err, found.error());
  if (!*found) return report_unknown_article(streams.err, arguments.id);
  if (const auto added = opened->histories.add_copies(opened->engine, **found); !added)
    return report_error(streams.err, added.error());
  if (arguments.format == "json") return write(show::history_json(**found), false, arguments.output, streams);
  if (arguments.format == "timemap")
    return write(show::history_timemap(**found), false, arguments.output, streams);
  return write(show::history_text(**found, style_of(arguments.colour, streams)), true, arguments.output,
               streams);
}

ExitCode run(const DiffArguments& arguments, const Streams& streams) {
  Result<Opened> opened = open(arguments.indexes, ledger::LedgerChecks::kWhenRead);
  if (!opened) return report_error(streams.err, opened.error());
  const auto found = opened->histories.find(opened->engine, arguments.id);
  if (!found) return report_error(streams.err, found.error());
  if (!*found) return report_unknown_article(streams.err, arguments.id);
  if (arguments.older.has_value() != arguments.newer.has_value()) {
    return report_error(streams.err, Error{ErrorKind::kUsage, "one version alone cannot be compared",
                                           "name two, as 'diff ID 1 2', or none for the last two"});
  }
  if (!arguments.with.empty() && arguments.older) {
    return report_error(streams.err, Error{ErrorKind::kUsage, "--with compares articles, not versions",
                                           "leave out the numbers of versions"});
  }
  SearchResult<VersionDiff> diff = VersionDiff();
  if (arguments.with.empty()) {
    diff = diff_versions(opened->engine, opened->histories, **found, arguments.older, arguments.newer);
  } else {
    const auto other = opened->histories.find(opened->engine, arguments.with);
    if (!other) return report_error(streams.err, other.error());
    if (!*other) return report_unknown_article(streams.err, arguments.with);
    diff = diff_articles(opened->engine, **found, **other);
  }
  if (!diff) return report_error(streams.err, diff.error());
  if (arguments.format == "json") return write(show::diff_json(*diff), false, arguments.output, streams);
  if (arguments.format == "html") return write(show::diff_html(*diff), false, arguments.output, streams);
  return write(show::diff_text(*diff, style_of(arguments.colour, streams)), true, arguments.output, streams);
}

ExitCode run(const EditsArguments& arguments, const Streams& streams) {
  EditListRequest request;
  request.limit = arguments.query.limit;
  request.removed_name = arguments.removed_name;
  request.added_name = arguments.added_name;
  for (const std::string& kind : arguments.kinds) request.kinds.add(*ledger::find_edit_kind(kind));
  if (!arguments.fate.empty()) request.fate = ledger::find_fate(arguments.fate);
  if (!arguments.by.empty()) request.by = arguments.by == "year" ? EditPeriod::kYear : EditPeriod::kMonth;
  const auto day_of = [&](const std::string& written, bool last) -> Result<std::optional<dates::Day>> {
    if (written.empty()) return std::optional<dates::Day>();
    const auto days = dates::parse_query_days(written, today());
    if (!days || days->yearly) {
      return fail(ErrorKind::kUsage, fmt::format("'{}' is no day", written),
                  "write 2023-09-14, 2023-09 or 2023");
    }
    return last ? days->range.to : days->range.from;
  };
  const auto from = day_of(arguments.from, false);
  if (!from) return report_error(streams.err, from.error());
  const auto to = day_of(arguments.to, true);
  if (!to) return report_error(streams.err, to.error());
  request.from = *from;
  request.to = *to;
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  if (!search->query.empty() || !search->filters.empty()) request.search = *search;
  Result<Opened> opened = open(arguments.query.indexes, ledger::LedgerChecks::kAtOnce);
  if (!opened) return report_error(streams.err, opened.error());
  const SearchResult<EditList> list = list_edits(opened->engine, opened->histories, request);
  if (!list) return report_error(streams.err, list.error());
  const Answer answer{.text = [&](const show::Style& style) { return show::edits_text(*list, style); },
                      .json = [&] { return show::edits_json(*list); },
                      .table = [&] { return show::edits_table(*list); },
                      .command = "edits",
                      .query = list->query,
                      .revision = list->revision,
                      .index_articles = list->index_articles,
                      .notices = list->notices};
  return write_answer(answer, list->total > 0, arguments.query, streams);
}

}  // namespace dateline::search
