#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/cli/no_command.h"
#include "common/cli/settings.h"

namespace CLI {
class App;
}

namespace dateline::cli {

/// A command of a program.
struct Command {
  std::string name;
  std::string about;
  /// Adds its options to the parser of the command. Called for each parser that is made; each must get
  /// defaults of its own.
  std::function<void(CLI::App&)> describe;
};

/// What a program's command line is made of.
struct Program {
  std::string name;     ///< "dateline-search"
  std::string version;  ///< "0.1.0"
  std::string about;
  std::string notes;        ///< examples and exit codes, below the help
  std::string first_steps;  ///< what to do next, for somebody who gives no arguments
  Surroundings surroundings;
  std::vector<Command> commands;  ///< beside `config`, which every program has
  std::string implied = {};       ///< the command that holds where none is named; empty: there is none
  /// Brings the arguments into the order that the parser needs; may be empty. The parser has at least the
  /// implied command and those that the arguments name.
  std::function<std::vector<std::string>(const CLI::App&, const std::vector<std::string>&)> arrange = {};
};

/// Reads the arguments behind the program's name; for options that they leave out, variables and the
/// configuration file. Nullopt when a command was chosen: its callback has run, last. Else help, `--version`,
/// `--generate` or `config` was asked for, or something is wrong.
std::optional<NoCommand> parse(const Program& program, const std::vector<std::string>& arguments);

}  // namespace dateline::cli
