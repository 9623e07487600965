#pragma once

#include <string>
#include <vector>

#include "common/cli/option_table.h"

namespace dateline::cli {

/// What holds for an option, and why.
struct OptionInForce {
  std::vector<std::string> commands;
  std::string key;
  std::vector<std::string> values;  ///< none: nothing is set, and there is no default
  std::string origin;               ///< of the last value; empty: the default
};

/// What a program found of configuration: the answer of its command `config`.
struct Configuration {
  std::string program;
  std::string file;                            ///< that was looked for; empty: none
  bool file_read = false;                      ///< it is there
  std::vector<std::string> unknown_variables;  ///< "DATELINE_LIMTI": no option has such a name
  std::vector<OptionInForce> options;          ///< of every command; equal ones stand once
};

/// A table of what is set and from where; `all`: with the defaults too.
std::string configuration_text(const Configuration& configuration, bool all);
std::string configuration_json(const Configuration& configuration, bool all);

/// The options that may be set, as a table of Markdown: name, variable, default, commands.
std::string settings_table(const ProgramTable& program);

}  // namespace dateline::cli
