#include <fmt/format.h>

#include <algorithm>

#include "common/cli/generate.h"
#include "common/cli/words.h"
#include "common/utf8.h"

namespace dateline::cli {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kIndent = 26;  ///< of what is said about a name

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_trail_byte(c); }));
}

/// A name, and beside or below it a text in lines.
std::string entry(std::string_view name, std::string_view text) {
  std::string line = fmt::format("  {}", name);
  std::string out;
  if (columns_of(line) + 2 > kIndent) {
    out = line + "\n";
    line.clear();
  }
  line.append(kIndent - columns_of(line), ' ');
  bool begun = false;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (begun && columns_of(line) + 1 + columns_of(word) > kColumns) {
      out += line + "\n";
      line = std::string(kIndent, ' ');
      begun = false;
    }
    if (begun) line += ' ';
    line += word;
    begun = true;
  }
  return out + line + "\n";
}

std::string entry(const OptionRow& option) {
  const std::string facts = option_facts(option);
  return entry(option_heading(option), facts.empty() ? option.about : option.about + " (" + facts + ")");
}

std::string notes_of(const std::string& notes) { return notes.empty() ? "" : "\n" + notes + "\n"; }

/// The line among the notes of a program that lists its exit codes; they are those of each command.
std::string exit_codes_of(const std::string& notes) {
  const std::size_t at = notes.find("Exit codes:");
  return at == std::string::npos ? "" : notes.substr(at, notes.find('\n', at) - at);
}

}  // namespace

std::string help(const ProgramTable& program) {
  std::string out = fmt::format("{}: {}\nUsage: {} COMMAND [OPTION]... [VALUE]...\n\nCommands:\n",
                                program.name, program.about, program.name);
  for (const CommandTable& command : program.commands) out += entry(command.name, command.about);
  out += fmt::format("\n{} COMMAND --help lists the options of a command.\n\nOptions:\n", program.name);
  for (const OptionRow& option : program.options) out += entry(option);
  return out + notes_of(program.notes);
}

std::string help(const ProgramTable& program, std::string_view name) {
  const CommandTable* command = program.find(name);
  if (command == nullptr) return help(program);
  std::string out = fmt::format("{} {}: {}\nUsage: {} {} [OPTION]...", program.name, name, command->about,
                                program.name, name);
  for (const OptionRow& operand : command->operands) out += " " + operand_usage(operand);
  out += "\n\n";
  for (const OptionRow& operand : command->operands) out += entry(operand.names.front(), operand.about);
  out += command->operands.empty() ? "Options:\n" : "\nOptions:\n";
  for (const OptionRow& option : command->options) out += entry(option);
  std::string notes = command->notes;
  if (const std::string codes = exit_codes_of(program.notes);
      !codes.empty() && exit_codes_of(notes).empty())  // a command may have its own
    notes += (notes.empty() ? "" : "\n") + codes;
  return out + notes_of(notes);
}

}  // namespace dateline::cli
