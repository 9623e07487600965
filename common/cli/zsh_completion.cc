#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/cli/generate.h"
#include "common/cli/shell_words.h"
#include "common/cli/words.h"

namespace dateline::cli {
namespace {

// @F@ is the name of the function, @P@ that of the program.
constexpr std::string_view kHead = R"(#compdef @P@
# Completion of @P@ for zsh. Made by @P@ --generate zsh

# Candidates that only an index knows, each with a note.
_@F@_live() {
  local line
  local -a whole=() open=() whole_notes=() open_notes=() indexes=()
  local -i i
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      (-i|--index) indexes+=(-i "${(Q)words[i + 1]}") ;;
      (--index=*) indexes+=(-i "${(Q)words[i]#*=}") ;;
    esac
  done
  for line in "${(@f)$(dateline-search __complete $1 "${(Q)PREFIX}" $indexes 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    local word=${line%%$'\t'*} note=${line#*$'\t'}
    if [[ $word == *[:=] ]]; then
      open+=("$word") open_notes+=("$word  $note")
    else
      whole+=("$word") whole_notes+=("$word  $note")
    fi
  done
  (( $#whole + $#open )) || return 1
  (( $#whole )) && compadd -U -l -d whole_notes -a whole
  (( $#open )) && compadd -U -S '' -l -d open_notes -a open
  return 0
}

_@F@() {
  local command= word
  local -i i
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      (-i|--index|--config) (( i++ )) ;;
      (-*) ;;
      (*) command=$words[i]; break ;;
    esac
  done
  local first=
  [[ -n $command ]] || first=1
  local -a named=(': :')
  case $command in
    (@COMMANDS@) ;;
    (*) command=@IMPLIED@; named=() ;;
  esac
)";

std::string in_brackets(std::string_view text) {
  return replaced(replaced(replaced(std::string(text), "\\", "\\\\"), "[", "\\["), "]", "\\]");
}

std::string action(const OptionRow& row, const std::string& function) {
  if (!row.choices.empty()) return fmt::format("({})", fmt::join(row.choices, " "));
  if (row.value == value::kFolder) return "_files -/";
  if (row.value == value::kFile) return "_files";
  if (!live_kind(row).empty()) return fmt::format("{{_{}_live {}}}", function, live_kind(row));
  return " ";
}

/// Each name of an option as a specification of _arguments.
std::string specifications(const OptionRow& option, const std::string& function) {
  std::string out;
  for (const std::string& name : option.names) {
    std::string text = option.repeated ? "*" : fmt::format("({})", fmt::join(option.names, " "));
    text += name;
    if (!option.value.empty() && name.starts_with("--")) text += "=";
    text += "[" + in_brackets(option.about) + "]";
    if (!option.value.empty()) text += ":" + option.value + ":" + action(option, function);
    out += "        " + single_quoted(text) + "\n";
  }
  return out;
}

}  // namespace

std::string zsh_completion(const ProgramTable& program) {
  const std::string function = function_name(program);
  std::string alternatives;
  for (const CommandTable& command : program.commands)
    alternatives += (alternatives.empty() ? "" : "|") + command.name;
  std::string out = replaced(std::string(kHead), "@F@", function);
  out = replaced(std::move(out), "@P@", program.name);
  out = replaced(std::move(out), "@COMMANDS@", alternatives);
  out = replaced(std::move(out), "@IMPLIED@", program.implied);
  out += "  local -a specifications=() commands=(\n";
  for (const CommandTable& command : program.commands)
    out += "    " + single_quoted(command.name + ":" + replaced(command.about, ":", "\\:")) + "\n";
  out +=
      "  )\n  if [[ -n $first && $PREFIX != -* && $words[CURRENT-1] != -* ]]; then\n"
      "    _describe -t commands command commands\n";
  if (!program.implied.empty()) out += fmt::format("    _{}_live query\n", function);
  out += "    return\n  fi\n  [[ -z $first ]] || specifications+=(\n";
  for (const OptionRow& option : program.options) out += specifications(option, function);
  out += "  )\n  case $command in\n";
  for (const CommandTable& command : program.commands) {
    out += fmt::format("    ({})\n      specifications+=(\n", command.name);
    for (const OptionRow& option : command.options) out += specifications(option, function);
    for (const OptionRow& operand : command.operands) {
      out += "        " +
             single_quoted(fmt::format("{}:{}:{}", operand.repeated ? "*" : "", operand.names.front(),
                                       action(operand, function))) +
             "\n";
    }
    out += "      )\n      ;;\n";
  }
  return out + fmt::format("  esac\n  _arguments $named $specifications\n}}\n\n_{} \"$@\"\n", function);
}

}  // namespace dateline::cli
