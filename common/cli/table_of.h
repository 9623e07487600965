#pragma once

#include <string>

#include "common/cli/option_table.h"

namespace CLI {
class App;
}

namespace dateline::cli {

/// The table of a parser: its options, its commands with theirs. Commands without a group are hidden and left
/// out.
ProgramTable table_of(CLI::App& app, const std::string& version);

}  // namespace dateline::cli
