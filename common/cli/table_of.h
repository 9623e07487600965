#pragma once

#include <string>

#include "common/cli/option_table.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace dateline::cli {

/// An option or operand as a row.
OptionRow row_of(CLI::Option& option);

/// The table of a parser: its options, its commands with theirs. Commands without a group are hidden and left
/// out.
ProgramTable table_of(CLI::App& app, const std::string& version);

}  // namespace dateline::cli
