#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/cli/generate.h"
#include "common/cli/shell_words.h"
#include "common/cli/words.h"

namespace dateline::cli {
namespace {

// @F@ is the name of the function, @P@ that of the program.
constexpr std::string_view kHead = R"(# Completion of @P@ for bash. Made by @P@ --generate bash

# Takes candidates from the input, one a line; what stands behind a tab is not shown.
_@F@_take() {
  local word
  while IFS= read -r word; do
    word=$lead${word%%$'\t'*}
    word=${word#"$cut"}
    if [[ ! $quote && $word == *[[:space:]\"\'\(\)\;\&\|\<\>\$\`\\]* ]]; then printf -v word %q "$word"; fi
    COMPREPLY+=("$word")
  done
  if [[ ${#COMPREPLY[@]} -eq 1 && $COMPREPLY == *[:=/] ]]; then compopt -o nospace; fi
}

# Candidates that only an index knows.
_@F@_live() { _@F@_take < <(dateline-search __complete "$1" "$cur" "${indexes[@]}" 2>/dev/null); }
_@F@_words() { _@F@_take < <(compgen -W "$1" -- "$cur"); }
_@F@_files() { compopt -o filenames; _@F@_take < <(compgen "$1" -- "$cur"); }

_@F@() {
  local cur= prev= quote= word= begun= lead= cut= command= line=${COMP_LINE:0:COMP_POINT} i sign
  local -a words=() indexes=()
  COMPREPLY=()
  # The line up to the cursor, in words as the shell takes them: a quoted query is one word.
  for ((i = 0; i < ${#line}; i++)); do
    sign=${line:i:1}
    if [[ $quote ]]; then
      if [[ $sign == "$quote" ]]; then quote=; else word+=$sign; fi
    elif [[ $sign == [\'\"] ]]; then
      quote=$sign begun=1
    elif [[ $sign == '\' ]]; then
      ((++i))
      word+=${line:i:1} begun=1
    elif [[ $sign == [[:blank:]] ]]; then
      if [[ $word || $begun ]]; then words+=("$word"); fi
      word= begun=
    else
      word+=$sign begun=1
    fi
  done
  cur=$word
  [[ ${#words[@]} -gt 1 ]] && prev=${words[-1]}
  for ((i = 1; i < ${#words[@]}; i++)); do
    case ${words[i]} in
      -i | --index)
        ((++i))
        indexes+=(-i "${words[i]}")
        ;;
      --index=*) indexes+=(-i "${words[i]#*=}") ;;
      --config) ((++i)) ;;
      *) [[ $command || ${words[i]} == -* ]] || command=${words[i]} ;;
    esac
  done
  local first=
  if [[ ! $command ]]; then first=1; fi
  case $command in
    @COMMANDS@) ;;
    *) command=@IMPLIED@ ;;
  esac
  if [[ ! $quote ]]; then  # readline replaces only what stands behind the last of these signs
    for sign in : =; do
      if [[ $COMP_WORDBREAKS == *$sign* && $cur == *$sign* ]]; then
        word=${cur%"${cur##*$sign}"}
        [[ ${#word} -gt ${#cut} ]] && cut=$word
      fi
    done
  fi
  if [[ $cur == --*=* ]]; then
    prev=${cur%%=*} lead=$prev= cur=${cur#*=}
  fi
  if [[ $first && $prev == --config ]]; then
    _@F@_files -f
    return
  fi
)";

std::string action(const OptionRow& row, const std::string& function) {
  if (!row.choices.empty())
    return fmt::format("_{}_words {}", function,
                       single_quoted(fmt::format("{}", fmt::join(row.choices, " "))));
  if (row.value == value::kFolder) return fmt::format("_{}_files -d", function);
  if (row.value == value::kFile) return fmt::format("_{}_files -f", function);
  if (!live_kind(row).empty()) return fmt::format("_{}_live {}", function, live_kind(row));
  return ":";
}

std::string names_of(const std::vector<OptionRow>& options) {
  std::string out;
  for (const OptionRow& option : options) {
    for (const std::string& name : option.names) out += (out.empty() ? "" : " ") + name;
  }
  return out;
}

}  // namespace

std::string bash_completion(const ProgramTable& program) {
  const std::string function = function_name(program);
  std::string names;
  std::string alternatives;
  for (const CommandTable& command : program.commands) {
    names += (names.empty() ? "" : " ") + command.name;
    alternatives += (alternatives.empty() ? "" : " | ") + command.name;
  }
  std::string out = replaced(std::string(kHead), "@F@", function);
  out = replaced(std::move(out), "@P@", program.name);
  out = replaced(std::move(out), "@COMMANDS@", alternatives);
  out = replaced(std::move(out), "@IMPLIED@", program.implied);
  out += fmt::format("  if [[ $first && $cur != -* && $prev != -* ]]; then _{}_words {}; fi\n", function,
                     single_quoted(names));
  out += fmt::format("  if [[ $first && $cur == -* && ! $lead ]]; then _{}_words {}; fi\n", function,
                     single_quoted(names_of(program.options)));
  out += "  case $command in\n";
  for (const CommandTable& command : program.commands) {
    out += fmt::format("    {})\n      case $prev in\n", command.name);
    for (const OptionRow& option : command.options) {
      if (option.value.empty()) continue;
      out += fmt::format("        {}) {}; return ;;\n", fmt::join(option.names, " | "),
                         action(option, function));
    }
    out += "      esac\n";
    out += fmt::format("      if [[ $cur == -* ]]; then _{}_words {}; return; fi\n", function,
                       single_quoted(names_of(command.options)));
    for (const OptionRow& operand : command.operands) {
      if (const std::string does = action(operand, function); does != ":") out += "      " + does + "\n";
    }
    out += "      ;;\n";
  }
  return out + fmt::format("  esac\n}}\n\ncomplete -F _{} {}\n", function, program.name);
}

}  // namespace dateline::cli
