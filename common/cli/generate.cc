#include "common/cli/generate.h"

#include "common/cli/configuration.h"
#include "common/cli/words.h"
#include "common/json_writer.h"

namespace dateline::cli {
namespace {

void write_row(JsonWriter& json, const OptionRow& row) {
  json.object([&] {
    json.array("names", row.names);
    json.member_or_null("value", row.value);
    json.member("about", row.about);
    if (!row.choices.empty()) json.array("choices", row.choices);
    if (!row.range.empty()) json.member("range", row.range);
    json.member_or_null("default", row.standard);
    if (!row.excludes.empty()) json.array("excludes", row.excludes);
    json.member("repeated", row.repeated);
    json.member("required", row.required);
    json.member("configurable", row.configurable);
  });
}

}  // namespace

std::string json_list(const ProgramTable& program) {
  JsonWriter json;
  const auto row = [&](const OptionRow& one) { write_row(json, one); };
  json.object([&] {
    json.member("program", program.name);
    json.member("version", program.version);
    json.member("about", program.about);
    json.member("notes", program.notes);
    json.array("options", program.options, row);
    json.array("commands", program.commands, [&](const CommandTable& command) {
      json.object([&] {
        json.member("name", command.name);
        json.member("about", command.about);
        json.array("operands", command.operands, row);
        json.array("options", command.options, row);
        json.member("notes", command.notes);
      });
    });
  });
  return json.line();
}

std::string generate(std::string_view kind, const ProgramTable& program) {
  if (kind == "man") return man_page(program);
  if (kind == "bash") return bash_completion(program);
  if (kind == "zsh") return zsh_completion(program);
  if (kind == "fish") return fish_completion(program);
  if (kind == "settings") return settings_table(program);
  return json_list(program);
}

}  // namespace dateline::cli
