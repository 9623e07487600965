#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "searcher/options.h"

/// Options that several commands have, alone and in groups. Each function adds them to the parser of a
/// command.
namespace dateline::search {

/// -i, --index
void add_index_option(CLI::App& command, std::vector<std::filesystem::path>& indexes);
/// --as-of
void add_as_of_option(CLI::App& command, std::string& as_of);
/// --partial, --shard-timeout
void add_open_options(CLI::App& command, OpenArguments& opening);
/// --color
void add_colour_option(CLI::App& command, std::string& colour);
/// --names
void add_names_option(CLI::App& command, std::vector<std::filesystem::path>& files);
/// --filter
void add_filter_option(CLI::App& command, std::vector<std::string>& filters);
/// -n, --limit: 1 to `most`; `about` says of what
void add_limit_option(CLI::App& command, std::size_t& limit, const std::string& about, std::size_t most);
/// --max-articles: 0 for all
void add_max_articles_option(CLI::App& command, std::size_t& most);
/// ID: one article
void add_article_operand(CLI::App& command, std::string& id);
/// -i, --as-of, --filter, --from, --to, --lang, --literal, --exact-names, --scattered, --names
void add_narrowing_options(CLI::App& command, QueryArguments& query);
/// --sort
void add_order_option(CLI::App& command, QueryArguments& query);
/// --sort, --rank, --recency, --copies
void add_ranking_options(CLI::App& command, QueryArguments& query);
/// The words of the query, the options that narrow it, --any, --color
void add_selection_options(CLI::App& command, QueryArguments& query);
/// --columns, --about
void add_columns_option(CLI::App& command, QueryArguments& query);
/// --format, -o, --columns, --about of commands whose answer is a table too
void add_table_options(CLI::App& command, QueryArguments& query);
/// Those of add_selection_options, --facet, --facet-limit, --facet-sort, --count, --format
void add_query_options(CLI::App& command, QueryArguments& query);

}  // namespace dateline::search
