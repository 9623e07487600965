#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "common/text/printable.h"
#include "searcher/commands.h"
#include "searcher/search/facet_choice.h"
#include "searcher/search/schemes.h"
#include "searcher/show/printable.h"

namespace dateline::search {

void add_index_option(CLI::App& command, std::vector<std::filesystem::path>& indexes) {
  command.add_option("-i,--index", indexes, "folder of the index; several are searched as one")
      ->allow_extra_args(false)
      ->envname("DATELINE_INDEX")
      ->default_val("archive.idx");
}

void add_names_option(CLI::App& command, std::vector<std::filesystem::path>& files) {
  command
      .add_option("--names", files,
                  "a file of further spellings of names: kind, spelling, spelling, with tabs between")
      ->allow_extra_args(false);
}

Result<std::shared_ptr<const std::vector<text::NameList>>> read_names(
    std::span<const std::filesystem::path> files) {
  if (files.empty()) return nullptr;
  auto lists = std::make_shared<std::vector<text::NameList>>();
  for (const std::filesystem::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in)
      return fail(ErrorKind::kUsage, fmt::format("cannot read the names {}", file.string()),
                  "check the name");
    lists->push_back({file.string(), std::move(text)});
  }
  return lists;
}

void add_colour_option(CLI::App& command, std::string& colour) {
  command.add_option("--color", colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

void add_format_option(CLI::App& command, std::string& format, const std::vector<std::string>& formats) {
  command.add_option("--format", format, fmt::format("{}", fmt::join(formats, ", ")))
      ->check(CLI::IsMember(formats));
}

void add_narrowing_options(CLI::App& command, QueryArguments& arguments) {
  SearchRequest& request = arguments.request;
  add_index_option(command, arguments.indexes);
  add_names_option(command, arguments.names);
  command
      .add_option("--filter", arguments.filters,
                  "field=value or year=2019..2023; of one field any, of several all")
      ->allow_extra_args(false);
  command.add_option("--from", request.from, "published at or after, e.g. 2023-09, juche112");
  command.add_option("--to", request.to, "published at or before");
  command.add_option("--lang", request.language, "language of the words, for their stems (en, ko, ru …)");
  command.add_flag("--literal", request.literal, "nothing in the query is syntax");
  command.add_flag("--exact-names", request.exact_names, "no other spellings of names");
  command.add_flag("--scattered", request.scattered, "the words of a name may stand anywhere in an article");
}

void add_order_option(CLI::App& command, QueryArguments& arguments) {
  command.add_option("--sort", arguments.sort, "relevance, date (oldest first) or -date (newest first)")
      ->check(CLI::IsMember({"relevance", "date", "-date"}));
}

void add_ranking_options(CLI::App& command, QueryArguments& arguments) {
  SearchRequest& request = arguments.request;
  add_order_option(command, arguments);
  CLI::Option* rank = command.add_option("--rank", request.scheme,
                                         "rank by this scheme of Xapian instead of Dateline's own order");
  rank->check(CLI::IsMember(scheme_names()));
  command
      .add_option(
          "--recency", request.recency_years,
          "new articles first among equals: the newest count double, less by half every so many years")
      ->check(CLI::Range(0.01, 1000.0))
      ->excludes(rank);
  command.add_flag("--copies,!--fold", request.copies,
                   "every article of a group of equal texts; --fold, the default: one of them");
}

void add_selection_options(CLI::App& command, QueryArguments& arguments) {
  command.add_option("TEXT", arguments.words, "words of the query; quote what the shell would take");
  add_narrowing_options(command, arguments);
  command.add_flag("--any", arguments.request.any, "articles with any of the words");
  add_colour_option(command, arguments.colour);
}

void add_query_options(CLI::App& command, QueryArguments& arguments) {
  add_selection_options(command, arguments);
  command
      .add_option("--facet", arguments.facets,
                  fmt::format("counts by {}; year:value and year:-value in the order of the values",
                              fmt::join(index::kFacetNames, ", ")))
      ->allow_extra_args(false);
  command.add_option("--facet-limit", arguments.request.facet_limit, "values of a facet")
      ->check(CLI::Range(1, 100000));
  command
      .add_option("--facet-sort", arguments.facet_sort,
                  "which values come first: the largest count, the least value, or the greatest (-value)")
      ->check(CLI::IsMember({"count", "value", "-value"}));
  command.add_option("--count", arguments.facet_unit, "what facets count: articles, or groups of copies")
      ->check(CLI::IsMember({"articles", "groups"}));
  add_format_option(command, arguments.format, {"text", "json"});
}

Result<SearchRequest> request_of(const QueryArguments& arguments) {
  SearchRequest request = arguments.request;
  for (std::string_view word : arguments.words) {
    if (word.starts_with(" -")) word.remove_prefix(1);  // see protect_negated_words
    if (!request.query.empty()) request.query += ' ';
    request.query += word;
  }
  Result<std::shared_ptr<const std::vector<text::NameList>>> names = read_names(arguments.names);
  if (!names) return fail(names.error());
  request.names = std::move(*names);
  request.filters = arguments.filters;
  if (arguments.facet_unit == "groups") request.facet_unit = FacetUnit::kGroups;
  if (const auto order = find_facet_order(arguments.facet_sort)) request.facet_order = *order;
  for (const std::string& written : arguments.facets) {
    if (const Status added = add_facet(written, request); !added) return fail(added.error());
  }
  request.sort = arguments.sort == "-date"  ? Sort::kNewest
                 : arguments.sort == "date" ? Sort::kOldest
                                            : Sort::kRelevance;
  return request;
}

show::Style style_of(const std::string& colour, const Streams& streams) {
  show::Style style;
  style.colour =
      colour == "always" || (colour == "auto" && streams.out_is_terminal && streams.colour_allowed);
  style.width = streams.out_is_terminal ? streams.columns : 80;
  return style;
}

std::string on_screen(std::string text, const Streams& streams) {
  return streams.ascii_only ? show::ascii_only(text) : text;
}

ExitCode report_error(std::ostream& err, const Error& error) {
  fmt::print(err, "dateline-search: {}\n", text::visible(error.what));
  if (!error.hint.empty()) fmt::print(err, "  {}\n", text::visible(error.hint));
  return exit_code(error.kind);
}

ExitCode report_error(std::ostream& err, const SearchError& error) {
  if (error.place.empty()) return report_error(err, error.error);
  fmt::print(err, "dateline-search: the query cannot be understood\n{}", error.place);
  return exit_code(error.error.kind);
}

}  // namespace dateline::search
