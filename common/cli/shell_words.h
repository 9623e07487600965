#pragma once

#include <string>
#include <string_view>

#include "common/cli/option_table.h"

/// What the completions of all shells share.
namespace dateline::cli {

/// Which candidates `dateline-search __complete` is asked for: "query", "filter", "facet", "id"; empty: none,
/// as for files, choices and free texts.
std::string_view live_kind(const OptionRow& row);

/// The program's name as shells allow it in names of functions: "dateline_search".
std::string function_name(const ProgramTable& program);

/// Within single quotes of bash and zsh.
std::string single_quoted(std::string_view text);

}  // namespace dateline::cli
