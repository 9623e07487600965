#include "common/cli/configuration.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "common/cli/settings.h"
#include "common/cli/words.h"
#include "common/json_writer.h"

namespace dateline::cli {
namespace {

std::string shown(const OptionInForce& option) {
  return option.values.empty() ? "(not set)" : fmt::format("{}", fmt::join(option.values, ", "));
}

}  // namespace

std::string configuration_text(const Configuration& configuration, bool all) {
  std::string out =
      fmt::format("file       {}\n", configuration.file.empty() ? "none"
                                     : configuration.file_read  ? configuration.file
                                                                : configuration.file + " (not there)");
  for (const std::string& name : configuration.unknown_variables)
    out += fmt::format("unknown    {}: no option has this name\n", name);
  std::size_t key_width = 6;
  std::size_t value_width = 5;
  std::size_t origin_width = 4;
  std::vector<const OptionInForce*> rows;
  for (const OptionInForce& option : configuration.options) {
    if (!all && option.origin.empty()) continue;
    rows.push_back(&option);
    key_width = std::max(key_width, option.key.size());
    value_width = std::max(value_width, shown(option).size());
    origin_width = std::max(origin_width, option.origin.empty() ? 7 : option.origin.size());
  }
  if (rows.empty()) return out + "Nothing is set; config --all lists the options with their defaults.\n";
  const auto line = [&](std::string_view key, std::string_view value, std::string_view origin,
                        std::string_view commands) {
    out += fmt::format("{:<{}}  {:<{}}  {:<{}}  {}\n", key, key_width, value, value_width, origin,
                       origin_width, commands);
  };
  line("option", "value", "from", "commands");
  for (const OptionInForce* option : rows) {
    line(option->key, shown(*option), option->origin.empty() ? "default" : option->origin,
         fmt::format("{}", fmt::join(option->commands, ", ")));
  }
  return out;
}

std::string configuration_json(const Configuration& configuration, bool all) {
  JsonWriter json;
  json.object([&] {
    json.member("program", configuration.program);
    json.member_or_null("file", configuration.file);
    json.member("file_read", configuration.file_read);
    json.array("unknown_variables", configuration.unknown_variables);
    json.key("options");
    json.array(configuration.options, [&](const OptionInForce& option) {
      if (!all && option.origin.empty()) return;
      json.object([&] {
        json.member("option", option.key);
        json.array("values", option.values);
        json.member("from", option.origin.empty() ? "default" : option.origin);
        json.array("commands", option.commands);
      });
    });
  });
  return json.line();
}

std::string settings_table(const ProgramTable& program) {
  struct Row {
    const OptionRow* option;
    std::vector<std::string> commands;
  };
  std::vector<Row> rows;
  for (const CommandTable& command : program.commands) {
    for (const OptionRow& option : command.options) {
      if (!option.configurable) continue;
      const auto same = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
        return row.option->key() == option.key() && row.option->standard == option.standard;
      });
      if (same == rows.end()) {
        rows.push_back({&option, {command.name}});
      } else {
        same->commands.push_back(command.name);
      }
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.option->key() < b.option->key(); });
  std::string out = "| option | variable | default | commands |\n| --- | --- | --- | --- |\n";
  for (const Row& row : rows) {
    const std::string standard = row.option->value.empty() ? "false" : row.option->standard;
    out += fmt::format("| `{}` | `{}` | {} | {} |\n", row.option->key(), variable_name(row.option->key()),
                       standard.empty() ? "" : "`" + standard + "`", fmt::join(row.commands, ", "));
  }
  return out;
}

}  // namespace dateline::cli
