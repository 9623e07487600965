#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/cli/option_table.h"
#include "common/result.h"

/// Values of options that stand in the configuration file or in variables. What is given on the command line
/// comes first, then variables, then the file, in it the section of a command before that of a program before
/// what stands above all sections; last the default of the program.
namespace dateline::cli {

struct Setting {
  std::string program;  ///< "dateline-search"; empty: both programs
  std::string command;  ///< "kwic"; empty: all that have the option
  std::string key;      ///< "limit"
  std::string value;
  std::string origin;  ///< "/home/kim/.config/dateline/dateline.conf, line 3", "DATELINE_LIMIT"
  bool variable = false;

  bool operator==(const Setting&) const = default;
};

/// What a program knows of the machine: made in `main` only.
struct Surroundings {
  std::vector<std::string> environment = {};  ///< "NAME=value"
  /// The content of a file; an error names it. Null: there are no files.
  std::function<Result<std::string>(const std::string& file)> read_file = {};
  std::function<bool(const std::string& file)> is_file = {};

  /// Empty where the variable is not set.
  std::string variable(std::string_view name) const;
  bool has_variable(std::string_view name) const;
};

/// The surroundings of this process.
Surroundings surroundings_of_process();

/// The file that is read where no option names one: $DATELINE_CONFIG (nothing when it is empty), else
/// dateline/dateline.conf in $XDG_CONFIG_HOME or ~/.config.
std::string configuration_file(const Surroundings& surroundings);

/// The lines of a file: "[index]", "[search]", "[search.kwic]", "option = value", "# remark". A usage error
/// names the line. A value that begins with "~/" lies below `home`.
Result<std::vector<Setting>> parse_settings(std::string_view text, const std::string& file,
                                            std::string_view home);

/// "DATELINE_LIMIT=20" of each option of the program; empty values count as not set.
std::vector<Setting> variable_settings(const ProgramTable& program, const Surroundings& surroundings);

/// "DATELINE_MAX_ARTICLES" of "max-articles".
std::string variable_name(std::string_view key);

/// What is wrong with settings of this program: options that no command has, or the named one has not.
/// Settings of the other program are not looked at.
Status check_settings(const ProgramTable& program, std::span<const Setting> settings);

/// Those that hold for an option of a command: of the kind that comes first all, or, where the option takes
/// one value, the last of them.
std::vector<Setting> in_force(std::span<const Setting> settings, std::string_view program,
                              std::string_view command, const OptionRow& option);

}  // namespace dateline::cli
