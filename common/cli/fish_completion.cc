#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/cli/generate.h"
#include "common/cli/shell_words.h"
#include "common/cli/words.h"

namespace dateline::cli {
namespace {

// @F@ is the name of the function, @P@ that of the program.
constexpr std::string_view kHead = R"(# Completion of @P@ for fish. Made by @P@ --generate fish

# The command of the line; "first" before there is one.
function __@F@_command
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word -i --index --config
            set skip 1
        else if not string match -q -- '-*' $word
            if contains -- $word @COMMANDS@
                echo $word
            else
                echo "@IMPLIED@"
            end
            return
        end
    end
    echo first
end

function __@F@_is
    contains -- (__@F@_command) $argv
end

# Candidates that only an index knows, each with a note.
function __@F@_live
    set -l indexes
    set -l words (commandline -opc)
    for i in (seq 2 (count $words))
        if contains -- $words[$i] -i --index; and test $i -lt (count $words)
            set indexes $indexes -i $words[(math $i + 1)]
        else if string match -q -- '--index=*' $words[$i]
            set indexes $indexes -i (string replace -- --index= '' $words[$i])
        end
    end
    dateline-search __complete $argv[1] (string unescape -- (commandline -ct); or commandline -ct) $indexes 2>/dev/null
end

complete -c @P@ -f
)";

/// Within single quotes of fish.
std::string fish_quoted(std::string_view text) {
  return "'" + replaced(replaced(std::string(text), "\\", "\\\\"), "'", "\\'") + "'";
}

/// What follows the names of an option, or an operand.
std::string action(const OptionRow& row, const std::string& function) {
  if (!row.choices.empty())
    return fmt::format(" -x -a {}", fish_quoted(fmt::format("{}", fmt::join(row.choices, " "))));
  if (row.value == value::kFolder) return " -x -a '(__fish_complete_directories (commandline -ct))'";
  if (row.value == value::kFile) return " -r -F";
  if (!live_kind(row).empty()) return fmt::format(" -x -a '(__{}_live {})'", function, live_kind(row));
  return row.value.empty() ? "" : " -x";
}

std::string option_line(const OptionRow& option, const std::string& condition, const std::string& program,
                        const std::string& function) {
  std::string out = fmt::format("complete -c {} -n {}", program, fish_quoted(condition));
  for (const std::string& name : option.names) {
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  return out + action(option, function) + " -d " + fish_quoted(option.about) + "\n";
}

}  // namespace

std::string fish_completion(const ProgramTable& program) {
  const std::string function = function_name(program);
  std::string names;
  for (const CommandTable& command : program.commands) names += (names.empty() ? "" : " ") + command.name;
  std::string out = replaced(std::string(kHead), "@F@", function);
  out = replaced(std::move(out), "@P@", program.name);
  out = replaced(std::move(out), "@COMMANDS@", names);
  out = replaced(std::move(out), "@IMPLIED@", program.implied);
  const std::string first = fmt::format("__{}_is first", function);
  for (const OptionRow& option : program.options) out += option_line(option, first, program.name, function);
  for (const CommandTable& command : program.commands) {
    out += fmt::format("complete -c {} -n {} -a {} -d {}\n", program.name, fish_quoted(first), command.name,
                       fish_quoted(command.about));
  }
  for (const CommandTable& command : program.commands) {
    const std::string here =
        fmt::format("__{}_is {}{}", function, command.name, command.name == program.implied ? " first" : "");
    for (const OptionRow& option : command.options) out += option_line(option, here, program.name, function);
    for (const OptionRow& operand : command.operands) {
      const std::string does = action(operand, function);
      if (!does.empty())
        out += fmt::format("complete -c {} -n {}{}\n", program.name, fish_quoted(here),
                           replaced(does, " -x ", " "));
    }
  }
  return out;
}

}  // namespace dateline::cli
