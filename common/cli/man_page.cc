#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/cli/generate.h"
#include "common/cli/words.h"
#include "common/utf8.h"

namespace dateline::cli {
namespace {

constexpr std::size_t kCommon = 4;  ///< commands from which on an option is described once for all

/// Text in the macros of man: no sign is taken for a request, other letters than ASCII by their number.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    switch (const UChar32 c = next_code_point(text, i)) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      case '`':
        out += "\\(ga";
        break;
      default:
        out += c < 0x80 ? std::string(1, static_cast<char>(c)) : fmt::format("\\[u{:04X}]", c);
    }
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

/// A paragraph in lines of at most 78 bytes.
std::string filled(std::string_view text) {
  constexpr std::size_t kColumns = 78;
  std::string out;
  std::string line;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::string next = escaped(word);
    if (!line.empty() && line.size() + 1 + next.size() > kColumns) {
      out += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + next;
  }
  return out + line + "\n";
}

/// Lines of notes: those that are indented stand as they are, others are filled. `exit_codes` wants the lines
/// of exit codes alone, or the others alone; without it all.
std::string notes_in_man(std::string_view notes, std::optional<bool> exit_codes = std::nullopt) {
  std::string out;
  bool verbatim = false;
  while (!notes.empty()) {
    const std::string_view line = notes.substr(0, notes.find('\n'));
    notes.remove_prefix(std::min(notes.size(), line.size() + 1));
    if (line == "Examples:" || (exit_codes && line.starts_with("Exit codes:") != *exit_codes)) continue;
    const bool indented = line.starts_with("  ");
    if (indented != verbatim) out += indented ? ".PP\n.nf\n.RS 4\n" : ".RE\n.fi\n.PP\n";
    if (out.empty()) out += ".PP\n";
    verbatim = indented;
    out += indented ? escaped(line.substr(2)) + "\n" : filled(line);
  }
  if (verbatim) out += ".RE\n.fi\n";
  return out;
}

std::string heading_in_man(const OptionRow& option) {
  std::string out = ".TP\n";
  for (std::size_t i = 0; i < option.names.size(); ++i)
    out += fmt::format("{}\\fB{}\\fR", i > 0 ? ", " : "", escaped(option.names[i]));
  if (!option.value.empty()) out += fmt::format(" \\fI{}\\fR", escaped(option.value));
  return out + "\n";
}

std::string option_in_man(const OptionRow& option) {
  const std::string facts = option_facts(option);
  return heading_in_man(option) +
         filled(sentence(facts.empty() ? option.about : option.about + " (" + facts + ")"));
}

/// Options that many commands have in the same form, in the order in which they first stand.
std::vector<OptionRow> common_options(const ProgramTable& program) {
  std::vector<OptionRow> out;
  for (const CommandTable& command : program.commands) {
    for (const OptionRow& option : command.options) {
      const auto has = [&](const CommandTable& one) {
        return std::find(one.options.begin(), one.options.end(), option) != one.options.end();
      };
      const auto count = std::count_if(program.commands.begin(), program.commands.end(), has);
      if (static_cast<std::size_t>(count) >= kCommon &&
          std::find(out.begin(), out.end(), option) == out.end())
        out.push_back(option);
    }
  }
  return out;
}

std::string command_in_man(const ProgramTable& program, const CommandTable& command,
                           const std::vector<OptionRow>& common) {
  std::string out = fmt::format(".SS {}\n\\fB{} {}\\fR [\\fIOPTION\\fR]...", escaped(command.name),
                                escaped(program.name), escaped(command.name));
  for (const OptionRow& operand : command.operands) out += " " + escaped(operand_usage(operand));
  out += "\n.PP\n" + filled(sentence(command.about));
  for (const OptionRow& operand : command.operands) {
    out +=
        fmt::format(".TP\n\\fI{}\\fR\n{}", escaped(operand.names.front()), filled(sentence(operand.about)));
  }
  std::string shared;
  for (const OptionRow& option : command.options) {
    if (std::find(common.begin(), common.end(), option) == common.end()) {
      out += option_in_man(option);
    } else {
      shared += fmt::format("{}\\fB{}\\fR", shared.empty() ? "" : ",\n", escaped(option.names.back()));
    }
  }
  if (!shared.empty()) out += ".PP\nOptions of many commands that this one has too:\n" + shared + ".\n";
  return out + notes_in_man(command.notes);
}

}  // namespace

std::string man_page(const ProgramTable& program) {
  std::string title = program.name;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  std::string out =
      fmt::format(".\\\" Made by {} --generate man\n.TH {} 1 {} \"Dateline {}\" \"User Commands\"\n",
                  program.name, title, DATELINE_RELEASED, program.version);
  out += fmt::format(".SH NAME\n{} \\- {}\n", escaped(program.name), escaped(program.about));
  out += fmt::format(
      ".SH SYNOPSIS\n\\fB{0}\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIVALUE\\fR]...\n.br\n\\fB{0}\\fR "
      "[\\fIOPTION\\fR]\n",
      escaped(program.name));
  const std::vector<OptionRow> common = common_options(program);
  out += ".SH COMMANDS\n";
  for (const CommandTable& command : program.commands) out += command_in_man(program, command, common);
  if (!common.empty()) {
    out += ".SH OPTIONS OF MANY COMMANDS\n";
    for (const OptionRow& option : common) out += option_in_man(option);
  }
  out += ".SH OPTIONS OF THE PROGRAM\n";
  for (const OptionRow& option : program.options) out += option_in_man(option);
  out +=
      ".SH ENVIRONMENT\n.TP\n\\fBDATELINE_INDEX\\fR\nThe index where none is given. Other options have such "
      "variables too: see\n.BR dateline.conf (5).\n.TP\n\\fBDATELINE_CONFIG\\fR\nThe configuration file; "
      "empty: none.\n.TP\n\\fBNO_COLOR\\fR\n"
      "Where it is set, nothing is coloured.\n";
  if (const std::string codes = notes_in_man(program.notes, true); !codes.empty())
    out += ".SH EXIT STATUS\n" + codes.substr(codes.starts_with(".PP\n") ? 4 : 0);
  if (const std::string notes = notes_in_man(program.notes, false); !notes.empty())
    out += ".SH EXAMPLES\n" + notes.substr(notes.starts_with(".PP\n") ? 4 : 0);
  out += ".SH SEE ALSO\n";
  for (const std::string_view page : {"dateline-index(1)", "dateline-search(1)", "dateline-query(7)",
                                      "dateline-dates(7)", "dateline-index(5)", "dateline.conf(5)"}) {
    if (page == program.name + "(1)") continue;
    const std::size_t open = page.find('(');
    out += fmt::format(".BR {} {}{}\n", escaped(page.substr(0, open)), page.substr(open),
                       page.starts_with("dateline.conf") ? "" : " ,");
  }
  return out;
}

}  // namespace dateline::cli
