#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The commands and options of a program as plain values. The table is read from the option parser
/// (table_of.h), so nothing is written twice; help, man pages, completions and lists are made from it
/// (generate.h).
namespace dateline::cli {

/// What is written for a value, which also says how shells complete it. Options that name nothing else have
/// "N" for a number and "TEXT".
namespace value {
inline constexpr std::string_view kFile = "FILE";
inline constexpr std::string_view kFolder = "FOLDER";
inline constexpr std::string_view kId = "ID";
inline constexpr std::string_view kQuery = "QUERY";
inline constexpr std::string_view kFilter = "FIELD=VALUE";
inline constexpr std::string_view kFacet = "FACET";
inline constexpr std::string_view kDay = "DAY";
}  // namespace value

/// An option, or an operand (a value without a name of its own).
struct OptionRow {
  std::vector<std::string> names;  ///< "-i", "--index", "--no-…" too; of an operand the one that help shows
  std::string value;               ///< "FILE"; empty: none, as of a flag
  std::string about;
  std::vector<std::string> choices;  ///< all values that there are; empty: any
  std::string range;                 ///< "0 to 64"; empty: none
  std::string standard;  ///< what holds where nothing is given; empty: nothing, or said in `about`
  std::vector<std::string> excludes;  ///< options that may not stand beside it
  bool repeated = false;              ///< may be given several times
  bool required = false;
  bool configurable = false;  ///< may stand in the configuration and in a variable

  bool operator==(const OptionRow&) const = default;

  /// "index" of "--index": its name in the configuration; empty when it has no long name.
  std::string_view key() const {
    for (const std::string& name : names) {
      if (name.starts_with("--")) return std::string_view(name).substr(2);
    }
    return {};
  }
};

struct CommandTable {
  std::string name;
  std::string about;
  std::vector<OptionRow> operands;
  std::vector<OptionRow> options;
  std::string notes;  ///< lines below the options; examples are indented by two blanks
};

struct ProgramTable {
  std::string name;     ///< "dateline-search"
  std::string version;  ///< "0.1.0"
  std::string about;
  std::vector<OptionRow> options;  ///< those that stand before a command
  std::vector<CommandTable> commands;
  std::string notes;
  std::string implied = {};  ///< the command that holds where none is named; empty: there is none

  const CommandTable* find(std::string_view command) const {
    for (const CommandTable& one : commands) {
      if (one.name == command) return &one;
    }
    return nullptr;
  }
};

}  // namespace dateline::cli
