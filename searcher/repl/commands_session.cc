// Commands about the session itself.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "searcher/repl/command.h"
#include "searcher/repl/session.h"
#include "searcher/repl/words.h"
#include "searcher/show/info.h"
#include "searcher/show/printable.h"
#include "searcher/show/words_explained.h"
#include "searcher/show/wrap.h"

namespace dateline::search {
namespace {

/// Columns of the longest name of a setting.
std::size_t longest_name() {
  std::size_t longest = 0;
  for (const Setting& setting : all_settings()) longest = std::max(longest, setting.name.size());
  return longest;
}

Outcome help_all(Session& session) {
  std::size_t widest = 0;
  for (const Command& command : all_commands()) widest = std::max(widest, command.usage.size());
  const show::Style style = session.style();
  std::string out =
      "A line is a query: words, \"a phrase\", a OR b, -without, visit*, source:kcna.kp, date:2023-09, "
      "juche:112. A number alone shows that hit, +f1 and -f1 choose and drop counts. Commands may be "
      "shortened; :help NAME says more, :help words explains the words of the answers.\n";
  out = show::wrapped(out, style, 0);
  constexpr std::size_t kNarrow = 60;
  const std::size_t column = style.width != 0 && style.width < kNarrow ? 6 : widest + 4;
  for (const Command& command : all_commands()) {
    std::string label = fmt::format("  {:<{}}  ", command.usage, widest);
    if (label.size() > column) label = show::wrapped(command.usage, style, 2) + std::string(column, ' ');
    out += label + show::wrapped(command.summary, style, column).substr(column);
  }
  session.show(out);
  return Outcome::kDone;
}

Outcome help_words(Session& session) {
  std::string out;
  for (const show::ExplainedWord& word : show::explained_words()) {
    out += fmt::format("{}\n", word.word) + show::wrapped(word.means, session.style(), 2);
  }
  session.show(out);
  return Outcome::kDone;
}

Outcome help(Session& session, std::string_view rest) {
  if (rest.empty()) return help_all(session);
  if (rest == "words") return help_words(session);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  const std::vector<const Command*> found = find_commands(rest);
  if (found.empty()) {
    const Command* near = near_command(rest);
    return session.error(fmt::format("there is no command ':{}'", show::printable(rest)),
                         near ? fmt::format("did you mean :{}?", near->name) : ":help lists all commands");
  }
  std::string out;
  for (const Command* command : found) {
    out += fmt::format("{}\n", command->usage);
    out += show::wrapped(fmt::format("{}.", command->summary), session.style(), 2);
    if (!command->details.empty()) out += show::wrapped(command->details, session.style(), 2);
    if (command->argument != Argument::kSetting || found.size() > 1) continue;
    for (const Setting& setting : all_settings()) {
      const std::string label = fmt::format("    {:<{}} ", setting.name, longest_name());
      out += label + show::wrapped(fmt::format("{} ({})", setting.help, setting.values), session.style(),
                                   label.size())
                         .substr(label.size());
    }
  }
  session.show(out);
  return Outcome::kDone;
}

std::string setting_line(const Setting& setting, const Settings& settings) {
  return fmt::format("  {:<{}} {}\n", setting.name, longest_name(), setting.get(settings));
}

Outcome set(Session& session, std::string_view rest) {
  const std::string_view name = take_word(rest);
  if (name.empty()) {
    std::string out;
    for (const Setting& setting : all_settings()) {
      out += setting_line(setting, session.settings());
    }
    session.show(out);
    return Outcome::kDone;
  }
  std::vector<const Setting*> found;
  std::vector<std::string_view> names;
  for (const Setting& setting : all_settings()) {
    names.push_back(setting.name);
    if (setting.name == name || (name == "color" && setting.name == "colour")) {
      found = {&setting};
      break;
    }
    if (setting.name.starts_with(name)) found.push_back(&setting);
  }
  if (found.size() > 1) {
    names.clear();
    for (const Setting* setting : found) names.push_back(setting->name);
    return session.error(fmt::format("'{}' may be {}", show::printable(name), fmt::join(names, " or ")),
                         "write one letter more");
  }
  if (found.empty()) {
    return session.error(fmt::format("there is no setting '{}'", show::printable(name)),
                         fmt::format("settings are {}", fmt::join(names, ", ")));
  }
  if (rest.empty()) {
    session.show(setting_line(*found.front(), session.settings()));
    return Outcome::kDone;
  }
  if (const Status done = found.front()->set(session.settings(), rest); !done) {
    return session.error(
        fmt::format("{}: {}", found.front()->name, done.error().what),
        done.error().hint.empty() ? fmt::format("it is {}", found.front()->values) : done.error().hint);
  }
  if (!found.front()->changes_answer || session.trail().empty()) return Outcome::kDone;
  Place place = session.trail().here();
  place.any = session.settings().request.any;
  place.exact_names = session.settings().request.exact_names;
  place.scattered = session.settings().request.scattered;
  return place == session.trail().here() ? session.ask_again() : session.go(std::move(place));
}

Outcome time(Session& session, std::string_view rest) {
  if (rest.empty()) rest = session.settings().time ? "off" : "on";
  if (rest != "on" && rest != "off") return session.error("write :time on or :time off");
  session.settings().time = rest == "on";
  return Outcome::kDone;
}

Outcome info(Session& session, std::string_view) {
  const index::IndexReader& reader = session.engine().reader();
  std::string out =
      fmt::format("{:<12} {}\n{:<12} {}\n", "index", reader.name(), "revision", reader.revision());
  for (const show::InfoLine& line : show::info_lines(reader.counts())) {
    const std::string label = fmt::format("{:<12} ", line.name);
    out += label + show::wrapped(line.value, session.style_of_texts(), label.size()).substr(label.size());
  }
  session.show(out);
  return Outcome::kDone;
}

Outcome source(Session& session, std::string_view rest) {
  if (rest.empty()) return session.error("write :source FILE", "it runs the lines of the file");
  return session.source(std::string(rest));
}

Outcome quit(Session&, std::string_view) { return Outcome::kQuit; }

constexpr std::array<Command, 6> kCommands{{
    {"help", ":help [NAME|words]", "all commands, one of them, or the words of the answers",
     ":help words explains what answers say: copies, /M, LL, relaxed, f1 and others.", Argument::kCommand,
     help},
    {"set", ":set [NAME [VALUE]]", "list or change how answers are made and shown",
     "A setting that changes the current answer shows it again.", Argument::kSetting, set},
    {"time", ":time [on|off]", "say how long each command took", "", Argument::kNone, time},
    {"info", ":info", "what the index holds", "", Argument::kNone, info},
    {"source", ":source FILE", "run the lines of a file",
     "Each line as if it were typed; lines that begin with # are remarks. Files may name others, eight deep.",
     Argument::kFile, source},
    {"quit", ":quit", "leave", "Ctrl-D does the same.", Argument::kNone, quit},
}};

}  // namespace

std::span<const Command> session_commands() { return kCommands; }

}  // namespace dateline::search
