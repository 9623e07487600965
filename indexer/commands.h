#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "common/error.h"
#include "indexer/commit/update_index.h"
#include "indexer/streams.h"

namespace dateline::indexer {

/// Each adds its subcommand to `app` and sets `run` to itself when it is chosen on the command line.
using Run = std::function<ExitCode(const Streams&)>;
void add_build_command(CLI::App& app, Run& run);
void add_add_command(CLI::App& app, Run& run);
void add_remove_command(CLI::App& app, Run& run);
void add_inspect_command(CLI::App& app, Run& run);
void add_dates_command(CLI::App& app, Run& run);
void add_info_command(CLI::App& app, Run& run);
void add_check_command(CLI::App& app, Run& run);

/// "-i,--index", else DATELINE_INDEX, else ./archive.idx.
CLI::Option* add_index_option(CLI::App& command, std::string& index);

/// "--way": how an index is changed.
CLI::Option* add_way_option(CLI::App& command, std::string& way);
UpdateWay update_way(const std::string& way);
/// "--read-as", the format of all inputs instead of what their endings say; `names` are all names of the
/// option.
CLI::Option* add_read_as_option(CLI::App& command, std::string& format,
                                const std::string& names = "--read-as");

/// Prints "error: what" and the remedy; the exit code of its kind.
ExitCode report_error(std::ostream& err, const Error& error);

}  // namespace dateline::indexer
