#include "searcher/commands.h"
#include "searcher/search/collocates.h"
#include "searcher/show/telling_words.h"

namespace dateline::search {
namespace {

struct WordsArguments {
  QueryArguments query;
  WordsRequest request;
};

ExitCode run_words(const WordsArguments& arguments, const Streams& streams) {
  const Result<SearchRequest> search = request_of(arguments.query);
  if (!search) return report_error(streams.err, search.error());
  WordsRequest request = arguments.request;
  request.search = *search;
  Result<Engine> engine = Engine::open(arguments.query.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const SearchResult<TellingWords> words = telling_words(*engine, request);
  if (!words) return report_error(streams.err, words.error());
  const std::string& format = arguments.query.format;
  streams.out << (format == "json"  ? show::telling_words_json(*words)
                  : format == "csv" ? show::telling_words_table(*words, show::Delimiter::kComma)
                  : format == "tsv"
                      ? show::telling_words_table(*words, show::Delimiter::kTab)
                      : on_screen(show::telling_words_text(*words, style_of(arguments.query.colour, streams)),
                                  streams));
  return words->words.empty() ? ExitCode::kNothingFound : ExitCode::kDone;
}

void add_options(CLI::App& command, WordsArguments& arguments) {
  WordsRequest& request = arguments.request;
  add_selection_options(command, arguments.query);
  command.add_option("--against", request.against,
                     "compare with a period (1997..2003) or a query instead of the rest of the archive");
  command.add_option("-n,--limit", request.limit, "words to show")->check(CLI::Range(1, 100000));
  command.add_option("--least", request.least, "leave out words that are found less often");
  command.add_flag("--all-words", request.all_words, "numbers and words like 'the' too");
  command.add_option("--max-articles", request.max_articles,
                     "articles to read at most, 0 for all; the answer says when there are more");
  add_format_option(command, arguments.query.format, {"text", "json", "csv", "tsv"});
}

}  // namespace

void add_collocates_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<WordsArguments>();
  CLI::App* command = app.add_subcommand("collocates", "words that stand near those of a query");
  add_options(*command, *arguments);
  command->add_option("--window", arguments->request.window, "words on each side")->check(CLI::Range(1, 100));
  command->footer(
      "Examples:\n"
      "  dateline-search collocates flood\n"
      "  dateline-search collocates '\"united states\"' --from 2018 --against 1997..2003 --window 10\n"
      "LL is the log-likelihood of Rayson and Garside; 'times' says how many times as frequent the word is\n"
      "here as elsewhere. Equal texts count once.");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_words(*arguments, s); }; });
}

void add_significant_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<WordsArguments>();
  arguments->request.near = WordsNear::kArticles;
  CLI::App* command =
      app.add_subcommand("significant", "words that tell the articles of a query from others");
  add_options(*command, *arguments);
  command->footer(
      "Examples:\n"
      "  dateline-search significant flood --from 1997 --to 1999\n"
      "  dateline-search significant date:2018 --against 2017\n"
      "LL is the log-likelihood of Rayson and Garside. Equal texts count once; the words of the query are\n"
      "left out.");
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_words(*arguments, s); }; });
}

}  // namespace dateline::search
