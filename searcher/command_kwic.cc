#include <algorithm>

#include "searcher/commands.h"
#include "searcher/search/kwic.h"
#include "searcher/show/kwic.h"

namespace dateline::search {
namespace {

/// Columns of context in formats that fit no screen.
constexpr std::size_t kDataContext = 60;

struct KwicArguments {
  QueryArguments query;
  KwicRequest request;
  std::string sort = "date";
  std::size_t width = 0;
};

KwicSort sort_of(const std::string& name) {
  if (name == "left") return KwicSort::kLeft;
  if (name == "right") return KwicSort::kRight;
  if (name == "rank") return KwicSort::kRank;
  return name == "-date" ? KwicSort::kNewest : KwicSort::kOldest;
}

ExitCode run_kwic(const KwicArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  KwicRequest request = arguments.request;
  request.search = *search;
  request.search.copies = arguments.query.request.copies;
  request.sort = sort_of(arguments.sort);
  const std::size_t context = arguments.width == 0 ? kDataContext : arguments.width;
  request.context_bytes = 4 * std::max(context, streams.columns);
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<Concordance> lines = kwic(*engine, request);
  if (!lines) return report_error(streams.err, lines.error());
  const std::string& format = arguments.query.format;
  if (format == "json") {
    streams.out << show::kwic_json(*lines, context);
  } else if (format == "csv" || format == "tsv") {
    streams.out << show::kwic_table(*lines, context,
                                    format == "csv" ? show::Delimiter::kComma : show::Delimiter::kTab);
  } else {
    show::Style style = style_of(arguments.query.colour, streams);
    if (!streams.out_is_terminal) style.width = 0;
    streams.out << on_screen(show::kwic_text(*lines, arguments.width, style), streams);
  }
  return lines->lines.empty() ? ExitCode::kNothingFound : ExitCode::kDone;
}

}  // namespace

void add_kwic_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<KwicArguments>();
  CLI::App* command = app.add_subcommand("kwic", "concordance: each place of the words with its context");
  add_selection_options(*command, arguments->query);
  command
      ->add_option("--sort", arguments->sort,
                   "date (oldest first), -date, rank, left or right (by the words beside the keyword)")
      ->check(CLI::IsMember({"date", "-date", "rank", "left", "right"}));
  command->add_option("-n,--limit", arguments->request.limit, "lines to show")->check(CLI::Range(1, 100000));
  command
      ->add_option("--width", arguments->width,
                   "columns of context on each side; else as many as fit the screen, in data 60")
      ->check(CLI::Range(1, 1000));
  command->add_option("--max-articles", arguments->request.max_articles,
                      "articles to read at most, 0 for all; the answer says when there are more");
  command->add_flag("--copies", arguments->query.request.copies, "equal texts too");
  add_format_option(*command, arguments->query.format, {"text", "json", "csv", "tsv"});
  command->footer(
      "Examples:\n"
      "  dateline-search kwic '\"goodwill visit\"'\n"
      "  dateline-search kwic embankment --sort right --limit 100\n"
      "  dateline-search kwic 'near/5(flood damage)' --from 1997 --format csv\n"
      "Each line begins with the day and the id of its article.");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_kwic(*arguments, s); }; });
}

}  // namespace dateline::search
