#include "searcher/option_groups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/cli/describe.h"
#include "searcher/search/facet_choice.h"
#include "searcher/search/xapian_matcher.h"

namespace dateline::search {

void add_index_option(CLI::App& command, std::vector<std::filesystem::path>& indexes) {
  command
      .add_option("-i,--index", indexes,
                  "folder of the index, tcp://HOST:PORT or ssh://HOST/PATH; several are searched as one")
      ->type_name("FOLDER")
      ->allow_extra_args(false)
      ->default_val("archive.idx");
}

void add_as_of_option(CLI::App& command, std::string& as_of) {
  command
      .add_option(
          "--as-of", as_of,
          "answer as the index stood at the end of a day (UTC), at a moment (2026-11-30T10:15Z), in a "
          "generation (g7), or when a search was cited: the file that 'cite' wrote")
      ->configurable(false)
      ->type_name("TIME|CITE");
}

void add_open_options(CLI::App& command, OpenArguments& opening) {
  command.add_flag("--verify", opening.verify,
                   "first compare every file of the index with the hash that was written");
  command.add_flag("--partial", opening.partial, "answer without shards that cannot be had, and say so");
  command
      .add_option("--shard-timeout", opening.seconds,
                  "seconds that a shard may take for each step of an answer")
      ->check(CLI::Range(1U, 3600U));
}

void add_colour_option(CLI::App& command, std::string& colour) {
  command.add_option("--color", colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

void add_names_option(CLI::App& command, std::vector<std::filesystem::path>& files) {
  command
      .add_option(
          "--names", files,
          "file with more spellings of names, one name a line: kind, spelling, spelling, separated by tabs")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

void add_filter_option(CLI::App& command, std::vector<std::string>& filters) {
  command
      .add_option("--filter", filters,
                  "field=value or year=2019..2023; any value of a field matches, and all fields must match")
      ->configurable(false)
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);
}

void add_limit_option(CLI::App& command, std::size_t& limit, const std::string& about, std::size_t most) {
  command.add_option("-n,--limit", limit, about)->check(CLI::Range(std::size_t{1}, most));
}

void add_max_articles_option(CLI::App& command, std::size_t& most) {
  command.add_option("--max-articles", most,
                     "most articles to read, 0 for all; the answer says when there are more");
}

void add_article_operand(CLI::App& command, std::string& id) {
  command.add_option("ID", id, "id, key or address of the article")->type_name("ID")->required();
}

void add_narrowing_options(CLI::App& command, QueryArguments& query) {
  add_index_option(command, query.indexes);
  add_as_of_option(command, query.as_of);
  add_filter_option(command, query.filters);
  command.add_option("--from", query.from, "published at or after, e.g. 2023-09, juche112")
      ->configurable(false)
      ->type_name("DAY");
  command.add_option("--to", query.to, "published at or before")->configurable(false)->type_name("DAY");
  command.add_option("--lang", query.language, "language of the words, for their stems (en, ko, ru …)")
      ->type_name("LANGUAGE");
  command.add_flag("--literal", query.literal, "nothing in the query is syntax")->configurable(false);
  command.add_flag("--exact-names", query.exact_names, "no other spellings of names");
  command.add_flag("--scattered", query.scattered, "match the words of a name anywhere in an article");
  add_names_option(command, query.names);
}

void add_order_option(CLI::App& command, QueryArguments& query) {
  command.add_option("--sort", query.sort, "relevance, date (oldest first) or -date (newest first)")
      ->check(CLI::IsMember({"relevance", "date", "-date"}));
}

void add_ranking_options(CLI::App& command, QueryArguments& query) {
  add_order_option(command, query);
  CLI::Option* rank = command.add_option("--rank", query.scheme,
                                         "rank by this scheme of Xapian instead of Dateline's own order");
  rank->check(CLI::IsMember(scheme_names()));
  command
      .add_option("--recency", query.recency_years,
                  "prefer new articles: the newest count double, and the bonus halves every N years")
      ->check(CLI::Range(0.01, 1000.0))
      ->excludes(rank);
  command.add_flag("--copies,!--fold", query.copies,
                   "show every article of a group of equal texts; --fold, the default, shows one");
}

void add_selection_options(CLI::App& command, QueryArguments& query) {
  command.add_option("TEXT", query.words, "words of the query; quote what the shell would take")
      ->type_name("QUERY");
  add_narrowing_options(command, query);
  command.add_flag("--any", query.any, "articles with any of the words")->configurable(false);
  add_colour_option(command, query.colour);
}

void add_columns_option(CLI::App& command, QueryArguments& query) {
  command.add_option("--columns", query.columns, "columns of a table in their order, e.g. date,title,url")
      ->configurable(false)
      ->type_name("COLUMNS");
  command
      .add_option(
          "--about", query.about,
          "write the request and the totals behind a table to this file; with -o the default is NAME.about.json")
      ->configurable(false)
      ->type_name("FILE");
}

void add_table_options(CLI::App& command, QueryArguments& query) {
  cli::add_format_option(command, query.format, {"text", "json", "csv", "tsv", "xlsx"});
  command
      .add_option("-o,--output", query.output,
                  "output file; its extension selects the format: .csv, .tsv, .xlsx, .json, .txt")
      ->configurable(false)
      ->type_name("FILE")
      ->default_str("-");
  add_columns_option(command, query);
}

void add_query_options(CLI::App& command, QueryArguments& query) {
  add_selection_options(command, query);
  command
      .add_option("--facet", query.facets,
                  fmt::format("counts by {}; year:value and year:-value in the order of the values",
                              fmt::join(all_facet_names(), ", ")))
      ->configurable(false)
      ->type_name("FACET")
      ->allow_extra_args(false);
  command.add_option("--facet-limit", query.facet_limit, "values of a facet")->check(CLI::Range(1, 100000));
  command
      .add_option("--facet-sort", query.facet_sort,
                  "order of the values: by count (largest first), value (ascending) or -value (descending)")
      ->check(CLI::IsMember({"count", "value", "-value"}));
  command.add_option("--count", query.facet_unit, "what facets count: articles, or groups of copies")
      ->check(CLI::IsMember({"articles", "groups"}));
  cli::add_format_option(command, query.format, {"text", "json"});
}

}  // namespace dateline::search
