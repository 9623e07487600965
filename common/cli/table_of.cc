#include "common/cli/table_of.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace dateline::cli {
namespace {

/// The parser says what values are allowed in words: "TEXT:{auto,always}", "UINT:INT in [0 - 64]".
std::vector<std::string> choices_in(const std::string& type) {
  const std::size_t open = type.find(":{");
  const std::size_t close = type.find('}', open);
  std::vector<std::string> out;
  if (open == std::string::npos || close == std::string::npos) return out;
  std::string choice;
  for (std::size_t i = open + 2; i <= close; ++i) {
    if (type[i] != ',' && i != close) {
      choice += type[i];
      continue;
    }
    out.push_back(std::move(choice));
    choice.clear();
  }
  return out;
}

std::string range_in(const std::string& type) {
  const std::size_t open = type.find(" in [");
  const std::size_t close = type.find(']', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  std::string range = type.substr(open + 5, close - open - 5);
  if (const std::size_t dash = range.find(" - "); dash != std::string::npos) range.replace(dash, 3, " to ");
  return range;
}

std::string value_in(const std::string& type) {
  const std::string name = type.substr(0, type.find(':'));
  return name == "UINT" || name == "INT" || name == "FLOAT" ? "N" : name;
}

/// What holds where nothing is given, unless that is a mark that nobody could write, as 0 for "as many as
/// fit".
std::string standard_of(CLI::Option& option) {
  if (option.get_default_str().empty()) option.capture_default_str();
  std::string standard = option.get_default_str();
  if (standard.empty() || standard.front() == '[') return {};
  try {
    option.default_val(standard);
  } catch (const CLI::Error&) {
    return {};
  }
  return standard;
}

}  // namespace

OptionRow row_of(CLI::Option& option) {
  OptionRow row;
  for (const std::string& name : option.get_snames()) row.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) row.names.push_back("--" + name);
  const std::string type = option.get_type_name();
  if (option.get_items_expected_max() > 0) {
    row.value = value_in(type);
    row.choices = choices_in(type);
    row.range = range_in(type);
    row.standard = standard_of(option);
  }
  if (row.names.empty()) {
    row.names.push_back(option.get_single_name());
    if (row.value == "TEXT") row.value.clear();
  }
  row.about = option.get_description();
  row.repeated = option.get_expected_max() > 1;
  row.required = option.get_required();
  row.configurable = option.get_configurable() && !row.key().empty() && row.key() != "help";
  for (const CLI::Option* other : option.get_excludes()) row.excludes.push_back(other->get_name());
  std::sort(row.excludes.begin(), row.excludes.end());
  return row;
}

ProgramTable table_of(CLI::App& app, const std::string& version) {
  ProgramTable program{app.get_name(), version, app.get_description(), {}, {}, app.get_footer(), ""};
  for (CLI::Option* option : app.get_options()) {
    program.options.push_back(row_of(*option));
    program.options.back().configurable = false;
  }
  for (CLI::App* command :
       app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); })) {
    // A command without notes of its own has those of the program from the parser.
    const std::string notes = command->get_footer() == program.notes ? "" : command->get_footer();
    CommandTable table{command->get_name(), command->get_description(), {}, {}, notes};
    for (CLI::Option* option : command->get_options()) {
      (option->get_positional() ? table.operands : table.options).push_back(row_of(*option));
    }
    program.commands.push_back(std::move(table));
  }
  return program;
}

}  // namespace dateline::cli
