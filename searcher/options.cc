#include "searcher/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <optional>

#include "common/cli/describe.h"
#include "common/index/schema.h"
#include "common/ledger/edit_kind.h"
#include "common/ledger/history.h"
#include "searcher/arguments.h"
#include "searcher/export/export_format.h"
#include "searcher/feed/feed_field.h"
#include "searcher/option_groups.h"
#include "searcher/search/ngrams.h"
#include "searcher/search/timeline_series.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMaxBatchLimit = 100000;
constexpr std::size_t kMaxEdits = 100000;
constexpr unsigned kMaxThreads = 256;

/// Each command writes its arguments here when it is chosen.
using Chosen = std::optional<Arguments>;

void describe_query(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<QueryArguments>();
  add_query_options(command, *arguments);
  add_open_options(command, arguments->opening);
  command.add_option("-n,--limit", arguments->limit, "hits to show")->check(CLI::Range(0, 1000));
  command.add_option("--offset", arguments->offset, "hits to skip")->configurable(false);
  command.add_flag(
      "--past", arguments->past,
      "look through superseded texts too; they stand below the answer and count for nothing in it");
  add_ranking_options(command, *arguments);
  command.footer(R"(Examples:
  dateline-search 'vostochny spaceport'
  dateline-search '"goodwill visit" date:2023-09 source:kcna.kp-en' --facet year
  dateline-search 'flood juche:112' --sort -date -n 20
  dateline-search 'flood' --format json
Put the query in single quotes; double quotes within them make a phrase.)");
  cli::choose(command, arguments, chosen);
}

void describe_facets(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<QueryArguments>();
  arguments->limit = 0;
  add_query_options(command, *arguments);
  add_open_options(command, arguments->opening);
  command.footer(R"(Examples:
  dateline-search facets flood --facet year --facet source
  dateline-search facets --facet language -i archive.idx
Without words: all articles.)");
  command.callback([arguments, &chosen] {
    if (arguments->facets.empty()) arguments->facets = {"source", "language", "year", "juche"};
    chosen = *arguments;
  });
}

void describe_show(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<ShowArguments>();
  add_article_operand(command, arguments->id);
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  add_open_options(command, arguments->opening);
  cli::add_format_option(command, arguments->format, {"text", "json"});
  add_colour_option(command, arguments->colour);
  command.footer(R"(Examples:
  dateline-search show e3919c90e6cf3250
  dateline-search show http://www.example.kp/en/article/1 -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_explain(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<ExplainArguments>();
  add_query_options(command, arguments->query);
  command.add_option("--hit", arguments->hit, "explain the rank of the article with this id, key or address")
      ->configurable(false)
      ->type_name("ID");
  command.footer(R"(Examples:
  dateline-search explain 'title:flood date:juche112'
  dateline-search explain 'kim jong un' --hit e3919c90e6cf3250)");
  cli::choose(command, arguments, chosen);
}

void describe_export(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<ExportArguments>();
  add_selection_options(command, arguments->query);
  command.add_option("-o,--output", arguments->file, "file to write; - for the standard output")
      ->configurable(false)
      ->type_name("FILE")
      ->default_str("-");
  command
      .add_option("--format", arguments->format,
                  fmt::format("{}; else as the file's name ends", fmt::join(kExportFormats, ", ")))
      ->check(CLI::IsMember(std::vector<std::string>(kExportFormats.begin(), kExportFormats.end())));
  command.add_flag("--body", arguments->bodies, "with the whole texts (jsonl, csv, tsv, xlsx)")
      ->configurable(false);
  command
      .add_option(
          "--for", arguments->target,
          fmt::format("a feed for another engine ({}): -o names a folder for its schema and documents",
                      fmt::join(feed::kTargets, ", ")))
      ->configurable(false)
      ->check(CLI::IsMember(std::vector<std::string>(feed::kTargets.begin(), feed::kTargets.end())));
  command.add_option("--index-name", arguments->index_name, "what the index is called in that engine");
  add_columns_option(command, arguments->query);
  add_ranking_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search export 'flood date:1995..1999' -o flood.csv
  dateline-search export --filter source=kcna.kp-en --body --format jsonl | zstd > kcna.jsonl.zst
  dateline-search export '"goodwill visit"' --sort date -o visits.bib
  dateline-search export --for opensearch -o feed
Nothing but conditions: every article that passes them. The file appears when it is whole.)");
  cli::choose(command, arguments, chosen);
}

void describe_batch(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<BatchArguments>();
  QueryArguments& query = arguments->query;
  query.any = true;
  query.limit = 1000;
  command
      .add_option("QUERIES", arguments->file,
                  "lines 'id TAB query [TAB filter or period]' or just 'query'; - for the input")
      ->type_name("FILE")
      ->required();
  add_narrowing_options(command, query);
  add_open_options(command, query.opening);
  command
      .add_flag("--any,!--all", query.any,
                "match any of the words (the default here), or as 'query' does: all, else most of them")
      ->configurable(false);
  add_limit_option(command, query.limit, "hits of a query", kMaxBatchLimit);
  add_order_option(command, query);
  command.add_flag("--fold", arguments->fold, "one hit for a group of equal texts");
  command.add_option("--threads", arguments->threads, "default: all processors")
      ->check(CLI::Range(1U, kMaxThreads));
  cli::add_format_option(command, arguments->format, {"trec", "jsonl"});
  command.add_option("--tag", arguments->tag, "name of the run in TREC lines");
  command.footer(R"(Examples:
  dateline-search batch queries.txt -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_info(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<InfoArguments>();
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  add_open_options(command, arguments->opening);
  cli::add_format_option(command, arguments->format, {"text", "json"});
  add_colour_option(command, arguments->colour);
  command.footer(R"(Examples:
  dateline-search info -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_repl(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<ReplArguments>();
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  add_open_options(command, arguments->opening);
  add_names_option(command, arguments->names);
  add_colour_option(command, arguments->colour);
  command.add_flag("--batch", arguments->batch, "stop at the first error")->configurable(false);
  command.footer(R"(Examples:
  dateline-search repl -i archive.idx
  echo 'flood date:2020' | dateline-search repl -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_kwic(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<KwicArguments>();
  add_selection_options(command, arguments->query);
  command.add_option("--sort", arguments->sort,
                     "date (oldest first), -date, rank, left or right (by the words beside the keyword), or "
                     "places of words: 1R,2R,1L");
  add_limit_option(command, arguments->limit, "lines to show", 100000);
  command.add_option("--offset", arguments->query.offset, "lines to skip")->configurable(false);
  command.add_option("--per-year", arguments->per_year, "show so many lines of each year, spread over it")
      ->check(CLI::Range(1, 1000));
  command
      .add_option("--width", arguments->width,
                  "columns of context on each side; the default fits the screen, 60 in JSON")
      ->check(CLI::Range(1, 1000));
  add_max_articles_option(command, arguments->max_articles);
  command.add_flag("--copies", arguments->query.copies, "equal texts too");
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search kwic '"goodwill visit"'
  dateline-search kwic embankment --sort right --limit 100
  dateline-search kwic embankment --sort 1L,1R --per-year 5
  dateline-search kwic 'near/5(flood damage)' --from 1997 --format csv
Each line begins with the day and the id of its article.)");
  cli::choose(command, arguments, chosen);
}

void describe_similar(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<SimilarArguments>();
  add_article_operand(command, arguments->id);
  add_selection_options(command, arguments->query);
  add_limit_option(command, arguments->query.limit, "articles to show", 1000);
  command.add_option("--offset", arguments->query.offset, "articles to skip")->configurable(false);
  command.add_flag("--copies", arguments->query.copies, "every article of a group of equal texts");
  cli::add_format_option(command, arguments->query.format, {"text", "json"});
  command.footer(R"(Examples:
  dateline-search similar ceb8697ecbdac9eb
  dateline-search similar ceb8697ecbdac9eb --filter language=ko --limit 3
  dateline-search similar ceb8697ecbdac9eb embankment --from 2020
The article itself and its copies are left out. TEXT narrows: similar articles must have its words.)");
  cli::choose(command, arguments, chosen);
}

/// Options that `collocates` and `significant` share.
void add_words_options(CLI::App& command, WordsArguments& arguments) {
  add_selection_options(command, arguments.query);
  command
      .add_option("--against", arguments.against,
                  "compare with a period (1997..2003) or a query instead of the rest of the archive")
      ->configurable(false)
      ->type_name("QUERY");
  add_limit_option(command, arguments.limit, "words to show", 100000);
  command.add_option("--least", arguments.least, "leave out words that are found less often");
  command.add_flag("--all-words", arguments.all_words, "numbers and words like 'the' too");
  add_max_articles_option(command, arguments.max_articles);
  add_table_options(command, arguments.query);
}

void describe_collocates(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<WordsArguments>();
  add_words_options(command, *arguments);
  command.add_option("--window", arguments->window, "words on each side")->check(CLI::Range(1, 100));
  command.footer(R"(Examples:
  dateline-search collocates flood
  dateline-search collocates '"united states"' --from 2018 --against 1997..2003 --window 10
LL is the log-likelihood of Rayson and Garside; 'times' says how many times as frequent the word is
here as elsewhere. Equal texts count once.)");
  cli::choose(command, arguments, chosen);
}

void describe_significant(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<WordsArguments>();
  arguments->of_articles = true;
  add_words_options(command, *arguments);
  command.footer(R"(Examples:
  dateline-search significant flood --from 1997 --to 1999
  dateline-search significant date:2018 --against 2017
LL is the log-likelihood of Rayson and Garside. Equal texts count once; the words of the query are
left out.)");
  cli::choose(command, arguments, chosen);
}

void describe_timeline(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<TimelineArguments>();
  add_selection_options(command, arguments->query);
  add_open_options(command, arguments->query.opening);
  command.add_option("--by", arguments->by, "day, week, month, quarter, year or juche")
      ->check(CLI::IsMember({"day", "week", "month", "quarter", "year", "juche"}));
  command
      .add_option(
          "--bars", arguments->bars,
          "what the bars show: found (articles), share (of all articles), words (articles for a million words), "
          "places (of the words), places-per-words (for a million words)")
      ->check(CLI::IsMember({"found", "share", "words", "places", "places-per-words"}));
  command.add_flag("--places", arguments->places, "count the places of the words beside the articles");
  command.add_option("--date", arguments->date, "published, or captured: the day of the first capture")
      ->check(CLI::IsMember({"published", "captured"}));
  command.add_flag("--wordings", arguments->wordings, "look for other words that stand where these are rare");
  command.add_flag("--sparkline", arguments->sparkline, "one line instead of a line for each period");
  command.add_flag("--fold-copies", arguments->fold_copies, "count equal texts once");
  command.add_option("--with", arguments->with, "a further query, as another line of the chart")
      ->configurable(false)
      ->type_name("QUERY")
      ->allow_extra_args(false);
  command
      .add_option("--per", arguments->per,
                  fmt::format("one line for each of the most frequent values of {}",
                              fmt::join(index::kFacetNames, ", ")))
      ->configurable(false)
      ->check(CLI::IsMember(std::vector<std::string>(index::kFacetNames.begin(), index::kFacetNames.end())));
  command.add_option("--lines", arguments->lines, "values that --per shows")
      ->check(CLI::Range(std::size_t{1}, kMaxSeries));
  command.add_option("--svg", arguments->svg, "write the chart to this file too")
      ->configurable(false)
      ->type_name("FILE");
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search timeline flood --by month --from 1997 --to 1999
  dateline-search timeline '"goodwill visit"' --by juche --bars share
  dateline-search timeline flood --with drought --with typhoon --svg disasters.svg
  dateline-search timeline flood --per language --bars share
  dateline-search timeline embankment --filter source=kcna.kp-en --svg embankment.svg
Shares are of all articles that pass --filter, --from and --to. A period of which nothing was
captured is marked: that nothing is found there means nothing.)");
  cli::choose(command, arguments, chosen);
}

void describe_serve(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<ServeArguments>();
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  add_open_options(command, arguments->opening);
  add_names_option(command, arguments->names);
  command.add_option("--port", arguments->port, "port; 0 for one that is free")->capture_default_str();
  command.add_flag("--open", arguments->open, "start the browser")->configurable(false);
  command
      .add_option("--listen", arguments->listen,
                  "address to listen on; another than loopback needs --allow-host")
      ->type_name("ADDRESS")
      ->capture_default_str();
  command
      .add_option("--allow-host", arguments->allowed_hosts,
                  "a name by which browsers may ask for the pages, beside localhost")
      ->type_name("HOST")
      ->allow_extra_args(false);
  command.add_option("--socket", arguments->socket, "listen on this Unix socket instead of a port")
      ->type_name("FILE");
  command.add_option("--threads", arguments->threads, "answers at a time; default: all processors")
      ->check(CLI::Range(1U, kMaxThreads));
  command.add_flag("--notes", arguments->notes,
                   "forms for tags and notes; only on this machine, never with --listen");
  command.add_flag("--access-log", arguments->access_log,
                   "write a line for each request to the error output");
  command.footer(R"(Examples:
  dateline-search serve -i archive.idx --open
  dateline-search serve -i kcna.idx -i mofa.idx --port 8080
The pages change nothing and ask for nothing from other machines. Nobody else reaches them, unless
--listen says so; there is no password and no encryption, so put them behind ssh or a proxy then.)");
  cli::choose(command, arguments, chosen);
}

void describe_silences(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<SilencesArguments>();
  add_selection_options(command, arguments->query);
  add_limit_option(command, arguments->limit, "silences to show", 100000);
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search silences '"river embankment"'
  dateline-search silences 'title:"goodwill visit"' --filter language=en --from 2010
  dateline-search silences ferry --format csv -o silences.csv
A silence is counted in days from which there are articles, none of them about it; days from which nothing
was captured stand apart. What was to be expected follows from its share of the articles of the year before.)");
  cli::choose(command, arguments, chosen);
}

void describe_titles(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<TitlesArguments>();
  add_selection_options(command, arguments->query);
  add_limit_option(command, arguments->limit, "titles to show", 100000);
  command.add_option("--least", arguments->least, "leave out titles that fewer articles have");
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search titles Kim Yong Nam
  dateline-search titles '김영남' --from 1998 --format csv
English and Korean. Each title comes with its first and last article and the titles whose time overlaps
with its own; tables have the query that finds its articles.)");
  cli::choose(command, arguments, chosen);
}

void describe_ngrams(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<NgramsArguments>();
  add_selection_options(command, arguments->query);
  command.add_option("-w,--words", arguments->words, "words of a sequence")
      ->check(CLI::Range(kMinNgram, kMaxNgram));
  command.add_flag("--near", arguments->near, "only sequences that hold a word of the query");
  command.add_option("--sort", arguments->sort, "found, articles, or spread (evenly over the years first)")
      ->check(CLI::IsMember({"found", "articles", "spread"}));
  add_limit_option(command, arguments->limit, "sequences to show", 100000);
  command.add_option("--least", arguments->least, "leave out those that are found less often")
      ->check(CLI::PositiveNumber);
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search ngrams embankment --near
  dateline-search ngrams --from 2020 --words 5 --sort spread --least 50
DP is the deviation of proportions over the years (Gries): 0 is spread like all words, 1 in one year.
Without a query every article is read.)");
  cli::choose(command, arguments, chosen);
}

void describe_twins(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<TwinsArguments>();
  add_article_operand(command, arguments->id);
  add_selection_options(command, arguments->query);
  command.add_option("--days", arguments->days, "days before and after the article")
      ->check(CLI::Range(0, 60));
  add_limit_option(command, arguments->query.limit, "twins to show", 1000);
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search twins ceb8697ecbdac9eb
  dateline-search twins ceb8697ecbdac9eb --filter language=es --days 1
Articles of these days that share its names, in all spellings, and its numbers. Equal texts are copies, not
twins.)");
  cli::choose(command, arguments, chosen);
}

void describe_reference(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<ReferenceArguments>();
  command.add_option("ID", arguments->ids, "ids or keys of the articles")->type_name("ID")->required();
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  command.add_option("--format", arguments->format, "text (a footnote), ris, bibtex or csl-json")
      ->check(CLI::IsMember({"text", "ris", "bibtex", "csl-json"}));
  command.footer(R"(Examples:
  dateline-search reference e3919c90e6cf3250
  dateline-search reference e3919c90e6cf3250 --format bibtex)");
  cli::choose(command, arguments, chosen);
}

void add_output_option(CLI::App& command, std::string& output) {
  command.add_option("-o,--output", output, "file to write; - for the standard output")
      ->configurable(false)
      ->type_name("FILE")
      ->default_str("-");
}

void describe_history(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<HistoryArguments>();
  add_article_operand(command, arguments->id);
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  cli::add_format_option(command, arguments->format, {"text", "json", "timemap"});
  add_output_option(command, arguments->output);
  add_colour_option(command, arguments->colour);
  command.footer(R"(Examples:
  dateline-search history ceb8697ecbdac9eb
  dateline-search history ceb8697ecbdac9eb --format timemap -o versions.link
A version is another text; case, punctuation and white space make none that counts as an edit. An article that
was removed is named by its id. A TimeMap is a list of the Memento protocol.)");
  cli::choose(command, arguments, chosen);
}

void describe_diff(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<DiffArguments>();
  add_article_operand(command, arguments->id);
  command.add_option("OLDER", arguments->older, "number of a version; without both: the last two")
      ->type_name("VERSION");
  command.add_option("NEWER", arguments->newer, "number of the other")->type_name("VERSION");
  command
      .add_option("--with", arguments->with,
                  "compare with another article, a reprint say: its id, key or address")
      ->configurable(false)
      ->type_name("ID");
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  cli::add_format_option(command, arguments->format, {"text", "json", "html"});
  add_output_option(command, arguments->output);
  add_colour_option(command, arguments->colour);
  command.footer(R"(Examples:
  dateline-search diff ceb8697ecbdac9eb
  dateline-search diff ceb8697ecbdac9eb 1 3 --format html -o diff.html
'dateline-search history ID' numbers the versions.)");
  cli::choose(command, arguments, chosen);
}

void describe_edits(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<EditsArguments>();
  QueryArguments& query = arguments->query;
  query.limit = 20;
  command.add_option("TEXT", query.words, "words of a query; without: all articles")->type_name("WORD");
  add_index_option(command, query.indexes);
  add_as_of_option(command, query.as_of);
  add_filter_option(command, query.filters);
  command.add_option("--kind", arguments->kinds, fmt::format("{}", fmt::join(ledger::kEditKindNames, ", ")))
      ->configurable(false)
      ->check(CLI::IsMember(
          std::vector<std::string>(ledger::kEditKindNames.begin(), ledger::kEditKindNames.end())))
      ->allow_extra_args(false);
  command.add_option("--removed-name", arguments->removed_name, "the name is said less often than before")
      ->configurable(false)
      ->type_name("NAME");
  command.add_option("--added-name", arguments->added_name, "the name is said more often than before")
      ->configurable(false)
      ->type_name("NAME");
  command.add_option("--fate", arguments->fate, "of the article: kept, edited, removed, restored, unknown")
      ->configurable(false)
      ->check(CLI::IsMember(std::vector<std::string>(ledger::kFateNames.begin(), ledger::kFateNames.end())));
  command
      .add_option("--by", arguments->by,
                  "count by month or year too, with the captures that could show an edit")
      ->configurable(false)
      ->check(CLI::IsMember({"month", "year"}));
  command.add_option("--from", arguments->from, "the newer text was first captured at or after")
      ->configurable(false)
      ->type_name("DAY");
  command.add_option("--to", arguments->to, "the newer text was first captured at or before")
      ->configurable(false)
      ->type_name("DAY");
  command.add_flag("--literal", query.literal, "nothing in the query is syntax")->configurable(false);
  command.add_flag("--any", query.any, "articles with any of the words")->configurable(false);
  add_limit_option(command, query.limit, "edits to show", kMaxEdits);
  add_colour_option(command, query.colour);
  add_table_options(command, query);
  command.footer(R"(Examples:
  dateline-search edits --removed-name 'Jang Song Thaek'
  dateline-search edits embankment --kind number --kind title
  dateline-search edits 'date:2013' --from 2013-12 --format csv -o edits.csv
A name is found in all its spellings. The last line says of how many articles an edit could have been seen.)");
  cli::choose(command, arguments, chosen);
}

void describe_cite(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<CiteArguments>();
  add_selection_options(command, arguments->query);
  add_ranking_options(command, arguments->query);
  add_output_option(command, arguments->output);
  cli::add_format_option(command, arguments->format, {"json", "text", "bibtex", "csl-json"});
  CLI::Option* bag =
      command
          .add_option("--bag", arguments->bag,
                      "make this folder, with the citation, the articles and checksums, as a bag of BagIt")
          ->configurable(false)
          ->type_name("FOLDER");
  command.add_flag("--hashes-only", arguments->hashes_only, "no texts in the bag, but ids and hashes alone")
      ->configurable(false)
      ->needs(bag);
  command.footer(R"(Examples:
  dateline-search cite 'embankment date:2019..2023' -o embankment.cite.json
  dateline-search cite --filter source=kcna.kp-en --format bibtex
  dateline-search cite embankment --bag embankment.bag --format text
'dateline-search recheck FILE' asks the same again, on any machine.)");
  cli::choose(command, arguments, chosen);
}

void describe_recheck(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<RecheckArguments>();
  command.add_option("FILE", arguments->file, "a file that 'cite' wrote")->type_name("FILE")->required();
  add_index_option(command, arguments->indexes);
  add_as_of_option(command, arguments->as_of);
  add_names_option(command, arguments->names);
  cli::add_format_option(command, arguments->format, {"text", "json"});
  command.footer(R"(Examples:
  dateline-search recheck embankment.cite.json
Exit codes: 0 the same, 6 the same articles in another order, 1 others; the rest as always.)");
  cli::choose(command, arguments, chosen);
}

void describe_issue(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<IssueArguments>();
  command.add_option("DAY", arguments->day, "2013-12-13, 13 December 2013, juche112.9.14")
      ->type_name("DAY")
      ->required();
  add_index_option(command, arguments->query.indexes);
  add_as_of_option(command, arguments->query.as_of);
  add_filter_option(command, arguments->query.filters);
  add_colour_option(command, arguments->query.colour);
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search issue 2023-09-14 -i archive.idx)");
  cli::choose(command, arguments, chosen);
}

void describe_calendar(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<CalendarArguments>();
  add_selection_options(command, arguments->query);
  command.add_option("--svg", arguments->svg, "write the calendar to this file too")
      ->configurable(false)
      ->type_name("FILE");
  add_table_options(command, arguments->query);
  command.footer(R"(Examples:
  dateline-search calendar 2013
  dateline-search calendar 1997..2003 flood --svg floods.svg
  dateline-search calendar 2013-12 --filter source=kcna.kp-en
Without years: the last year that has any article. A day from which nothing was captured is marked: that
nothing is found there means nothing.)");
  cli::choose(command, arguments, chosen);
}

void describe_saved(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<SavedArguments>();
  QueryArguments& query = arguments->query;
  command.add_option("ACTION", arguments->action, "add, list, run or remove")
      ->check(CLI::IsMember({"add", "list", "run", "remove"}))
      ->required();
  command.add_option("NAME", arguments->name, "of the query")->type_name("NAME");
  add_query_options(command, query);
  command.remove_option(command.get_option("--as-of"));  // what was seen of it is noted
  command.add_flag("--new", arguments->only_new, "only what was added since the query last ran")
      ->configurable(false);
  command.add_option("-n,--limit", query.limit, "hits to show")->check(CLI::Range(0, 1000));
  command.add_option("--offset", query.offset, "hits to skip")->configurable(false);
  add_order_option(command, query);
  command.add_flag("--copies", query.copies, "show every article of a group of equal texts");
  command.footer(R"(Examples:
  dateline-search saved add floods 'flood OR typhoon' --filter source=kcna.kp-en
  dateline-search saved run floods --new
  dateline-search saved list
They stand with tags and notes in archive.idx.notes.jsonl beside the index, which a rebuild keeps.)");
  cli::choose(command, arguments, chosen);
}

std::shared_ptr<TagArguments> describe_tags(CLI::App& command) {
  auto arguments = std::make_shared<TagArguments>();
  add_article_operand(command, arguments->id);
  command.add_option("WORD", arguments->tags, "tags: letters, digits, '-', '_', '.' and '/'")
      ->type_name("TAG")
      ->required();
  add_index_option(command, arguments->indexes);
  return arguments;
}

void describe_tag(CLI::App& command, Chosen& chosen) {
  const auto arguments = describe_tags(command);
  command.footer("tag:WORD finds the articles, also in all other commands.");
  cli::choose(command, arguments, chosen);
}

void describe_untag(CLI::App& command, Chosen& chosen) {
  const auto arguments = describe_tags(command);
  arguments->remove = true;
  command.footer(R"(Examples:
  dateline-search untag e3919c90e6cf3250 floods)");
  cli::choose(command, arguments, chosen);
}

void describe_note(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<NoteArguments>();
  add_article_operand(command, arguments->id);
  command.add_option("TEXT", arguments->words, "the note, in place of the one before");
  command.add_flag("--remove", arguments->remove, "remove the note")->configurable(false);
  add_index_option(command, arguments->indexes);
  command.footer(R"(Examples:
  dateline-search note e3919c90e6cf3250 'the stamp is damaged')");
  cli::choose(command, arguments, chosen);
}

void describe_complete(CLI::App& command, Chosen& chosen) {
  auto arguments = std::make_shared<CompleteArguments>();
  command.group("");
  command.add_option("KIND", arguments->kind, "query, filter, facet or id")
      ->check(CLI::IsMember({"query", "filter", "facet", "id"}))
      ->required();
  command.add_option("TYPED", arguments->text, "what was typed of the value");
  add_index_option(command, arguments->indexes);
  cli::choose(command, arguments, chosen);
}

std::vector<cli::Command> commands(Chosen& chosen) {
  const auto row = cli::rows_of(chosen);
  return {
      row("query", "ranked hits (the default: 'query' may be left out)", describe_query),
      row("facets", "only the counts of a query", describe_facets),
      row("show", "one article with its dates and the whole text", describe_show),
      row("explain", "how a query is read, and what each part finds", describe_explain),
      row("export", "all articles of a query, for other programs", describe_export),
      row("batch", "runs a file of queries, for lists and for evaluation", describe_batch),
      row("info", "what the index holds", describe_info),
      row("repl", "a search shell; reads commands from a pipe too", describe_repl),
      row("kwic", "concordance: each occurrence of the words in its context", describe_kwic),
      row("similar", "articles that are like a given one", describe_similar),
      row("collocates", "words that occur near those of a query", describe_collocates),
      row("significant", "words that tell the articles of a query from others", describe_significant),
      row("timeline", "how often something is said over time", describe_timeline),
      row("serve", "the archive as pages for a browser on this machine", describe_serve),
      row("silences", "when something was not spoken of, and for how long", describe_silences),
      row("titles", "titles and honorifics that are printed beside a name", describe_titles),
      row("ngrams", "sequences of words that articles repeat", describe_ngrams),
      row("twins", "the same announcement in other languages and from other sources", describe_twins),
      row("reference", "articles as footnotes or entries of a bibliography", describe_reference),
      row("history", "all versions of an article: edits, removals, evidence", describe_history),
      row("diff", "what was edited between two versions of an article", describe_diff),
      row("edits", "what publishers changed in articles afterwards", describe_edits),
      row("cite", "a search with all that decided its result, to be cited", describe_cite),
      row("recheck", "whether a cited search finds the same now", describe_recheck),
      row("issue", "everything that was published on a day, by source", describe_issue),
      row("calendar", "days with and without articles", describe_calendar),
      row("saved", "queries under names: add, list, run, remove", describe_saved),
      row("tag", "gives tags of your own to an article", describe_tag),
      row("untag", "takes tags from an article", describe_untag),
      row("note", "keeps a note of your own about an article", describe_note),
      row("__complete", "candidates for the completion of a shell", describe_complete),
  };
}

/// What `arranged_arguments` must know of the options.
CommandOptions options_with_values(const CLI::App& app) {
  CommandOptions out;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    auto& names = out[command->get_name()];
    for (const CLI::Option* option : command->get_options()) {
      if (option->get_items_expected_max() == 0) continue;
      for (const std::string& name : option->get_snames()) names.insert("-" + name);
      for (const std::string& name : option->get_lnames()) names.insert("--" + name);
    }
  }
  return out;
}

}  // namespace

tl::expected<Arguments, NoCommand> parse_arguments(const std::vector<std::string>& arguments,
                                                   const std::string& version,
                                                   const cli::Surroundings& surroundings) {
  Chosen chosen;
  const CommandForm* passed_over = nullptr;
  MistypedCommand mistyped;
  const cli::Program program{
      .name = "dateline-search",
      .version = version,
      .about = "ranked, faceted search in an index of captures",
      .notes = R"(Examples:
  dateline-search vostochny spaceport
  dateline-search '"goodwill visit" date:2023-09 source:kcna.kp-en' --facet year
  dateline-search 'flood juche:112' --format json
  dateline-search repl
Exit codes: 0 hits, 1 nothing found, 2 wrong usage or query, 4 index problems, 5 the system failed.)",
      .first_steps = R"(dateline-search answers questions from an index. To begin:
  dateline-search 'some words' -i archive.idx      search; without -i in archive.idx of this folder
  dateline-search repl -i archive.idx              a search shell, with completion and help
  dateline-search serve --open -i archive.idx      the same in a browser
  dateline-index build FOLDER -i archive.idx       make an index, if you have none yet
dateline-search --help lists all commands.
)",
      .surroundings = surroundings,
      .commands = commands(chosen),
      .implied = "query",
      .arrange =
          [&](const CLI::App& app, const std::vector<std::string>& given) {
            const CommandOptions commands = options_with_values(app);
            passed_over = passed_over_command(given, commands);
            mistyped = mistyped_command(given, commands);
            return arranged_arguments(given, commands);
          },
  };
  if (auto ended = cli::parse(program, arguments)) return tl::unexpected(*std::move(ended));
  if (auto* query = std::get_if<QueryArguments>(&*chosen)) {
    if (passed_over != nullptr) query->passed_over = passed_over->usage;
    query->mistyped = mistyped.word;
    if (mistyped.meant != nullptr) query->meant = mistyped.meant->usage;
  }
  return *chosen;
}

}  // namespace dateline::search
