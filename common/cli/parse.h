#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/cli/configuration.h"
#include "common/cli/no_command.h"
#include "common/cli/settings.h"

namespace CLI {
class App;
}

namespace dateline::cli {

/// What a program's command line is made of.
struct Program {
  std::string name;     ///< "dateline-search"
  std::string version;  ///< "0.1.0"
  std::string about;
  std::string notes;        ///< examples and exit codes, below the help
  std::string first_steps;  ///< what to do next, for somebody who gives no arguments
  Surroundings surroundings;
  /// Adds the commands to a parser. Called for each parser that is made; each must get defaults of its own.
  std::function<void(CLI::App&)> describe;
  /// Brings the arguments into the order that the parser needs; may be empty.
  std::function<std::vector<std::string>(const CLI::App&, const std::vector<std::string>&)> arrange = {};
};

/// Reads the arguments behind the program's name; for options that they leave out, variables and the
/// configuration file. Nullopt when a command was chosen: its callback has run, last. Else help, `--version`
/// or `--generate` was asked for, or something is wrong. For the command "config", `configuration` says what
/// holds.
std::optional<NoCommand> parse(const Program& program, const std::vector<std::string>& arguments,
                               Configuration& configuration);

}  // namespace dateline::cli
