#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/error.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"
#include "searcher/show/style.h"
#include "searcher/streams.h"

namespace dateline::search {

/// Each adds its subcommand to `app` and sets `run` to itself when it is chosen on the command line.
using Run = std::function<ExitCode(const Streams&)>;
void add_query_command(CLI::App& app, Run& run);
void add_facets_command(CLI::App& app, Run& run);
void add_explain_command(CLI::App& app, Run& run);
void add_export_command(CLI::App& app, Run& run);
void add_batch_command(CLI::App& app, Run& run);
void add_show_command(CLI::App& app, Run& run);
void add_info_command(CLI::App& app, Run& run);
void add_repl_command(CLI::App& app, Run& run);
void add_collocates_command(CLI::App& app, Run& run);
void add_significant_command(CLI::App& app, Run& run);
void add_similar_command(CLI::App& app, Run& run);
void add_kwic_command(CLI::App& app, Run& run);
void add_timeline_command(CLI::App& app, Run& run);

/// Options that several commands share, first as plain strings.
struct QueryArguments {
  std::vector<std::string> words;
  std::vector<std::filesystem::path> indexes;
  std::vector<std::filesystem::path> names;
  std::vector<std::string> filters;
  std::vector<std::string> facets;
  std::string facet_sort = "count";
  std::string facet_unit = "articles";
  std::string sort = "relevance";
  std::string format = "text";
  std::string colour = "auto";
  SearchRequest request;  ///< the options that need no checking go straight here
};
/// -i, --filter, --from, --to, --literal, --exact-names, --scattered, --names, --lang
void add_narrowing_options(CLI::App& command, QueryArguments& arguments);
/// --sort
void add_order_option(CLI::App& command, QueryArguments& arguments);
/// --sort, --rank, --recency, --copies
void add_ranking_options(CLI::App& command, QueryArguments& arguments);
/// The words of the query, those that narrow it, --any, --color.
void add_selection_options(CLI::App& command, QueryArguments& arguments);
void add_format_option(CLI::App& command, std::string& format, const std::vector<std::string>& formats);
/// The same and --facet, --facet-limit, --facet-sort, --count, --format.
void add_query_options(CLI::App& command, QueryArguments& arguments);
/// The request, or what is wrong with the arguments.
Result<SearchRequest> request_of(const QueryArguments& arguments);

/// -i, also several times: the indexes are searched as one.
void add_index_option(CLI::App& command, std::vector<std::filesystem::path>& indexes);
/// --names, also several times.
void add_names_option(CLI::App& command, std::vector<std::filesystem::path>& files);
/// The lists in the files, null without any; an error where one cannot be read.
Result<std::shared_ptr<const std::vector<text::NameList>>> read_names(
    std::span<const std::filesystem::path> files);
void add_colour_option(CLI::App& command, std::string& colour);
show::Style style_of(const std::string& colour, const Streams& streams);

/// Text as the output can show it: see show::ascii_only. Not for JSON and tables, which are data.
std::string on_screen(std::string text, const Streams& streams);

/// Prints what happened, for a query error with the place, and the remedy; gives the exit code.
ExitCode report_error(std::ostream& err, const SearchError& error);
ExitCode report_error(std::ostream& err, const Error& error);

}  // namespace dateline::search
