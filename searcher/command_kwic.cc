#include <fmt/format.h>

#include <algorithm>

#include "searcher/command_answer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/search/kwic.h"
#include "searcher/show/kwic.h"

namespace dateline::search {
namespace {

/// Columns of context in formats that fit no screen.
constexpr std::size_t kDataContext = 60;

}  // namespace

ExitCode run(const KwicArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  const std::size_t context = arguments.width == 0 ? kDataContext : arguments.width;
  const auto order = find_kwic_order(arguments.sort);
  if (!order) {
    return report_error(streams.err,
                        Error{ErrorKind::kUsage, fmt::format("lines have no order '{}'", arguments.sort),
                              "write date, -date, rank, left, right, or places such as 1R,2R,1L"});
  }
  const KwicRequest request{.search = *search,
                            .sort = order->sort,
                            .words = order->words,
                            .limit = arguments.limit,
                            .offset = arguments.query.offset,
                            .per_year = arguments.per_year,
                            .max_articles = arguments.max_articles,
                            .context_bytes = 4 * std::max(context, streams.columns)};
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Concordance> lines = kwic(*engine, request);
  if (!lines) return report_error(streams.err, lines.error());
  Answer answer{.text =
                    [&](show::Style style) {
                      if (!streams.out_is_terminal) style.width = 0;
                      return show::kwic_text(*lines, arguments.width, style);
                    },
                .json = [&] { return show::kwic_json(*lines, context); },
                .table = [&] { return show::kwic_table(*lines, context); },
                .command = "kwic",
                .query = lines->query,
                .revision = lines->revision,
                .index_articles = lines->index_articles,
                .notices = lines->notices};
  return write_answer(answer, !lines->lines.empty(), arguments.query, streams);
}

}  // namespace dateline::search
