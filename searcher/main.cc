#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "searcher/ascii_buffer.h"
#include "searcher/commands.h"

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::size_t terminal_columns() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

/// Where the shell keeps its history: the XDG state folder.
std::string state_folder() {
  if (const std::string given = environment("XDG_STATE_HOME"); !given.empty()) return given + "/dateline";
  if (const std::string home = environment("HOME"); !home.empty()) return home + "/.local/state/dateline";
  return {};
}

/// `putin -nuclear` negates a word, where an option parser would read -n with the value "uclear". Such words,
/// and all behind "--", get a blank in front, which keeps them from being taken for options; `request_of`
/// takes it away. Options of one letter have their value apart ("-n 5", "-i INDEX").
void protect_negated_words(std::vector<std::string>& arguments) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
  };
  bool only_words = false;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--" && !only_words) {
      only_words = true;
      continue;
    }
    const bool is_value =
        i > 0 && (arguments[i - 1] == "--sort" || arguments[i - 1] == "--facet-sort");  // -date, -value
    // No option begins with one of these signs: -(a OR b), -"a b", -=visits, -*ment.
    const bool is_part = word.size() > 2 && word[0] == '-' &&
                         std::string_view("(\"=*/").find(word[1]) != std::string_view::npos;
    const bool is_word = is_part || (word.size() > 2 && word[0] == '-' && is_letter(word[1]) &&
                                     (is_letter(word[2]) || word[2] == ' '));
    out.push_back((only_words || (is_word && !is_value)) && word.starts_with('-') ? " " + word : word);
  }
  arguments = std::move(out);
}

/// Number of arguments in front that name indexes: "-i INDEX", "--index INDEX", "--index=INDEX".
std::size_t leading_indexes(const std::vector<std::string>& arguments) {
  std::size_t n = 0;
  while (n < arguments.size()) {
    if (arguments[n] == "-i" || arguments[n] == "--index") {
      n += 2;
    } else if (arguments[n].starts_with("--index=")) {
      n += 1;
    } else {
      break;
    }
  }
  return std::min(n, arguments.size());
}

/// `dateline-search kim putin` is `dateline-search query kim putin`, and `dateline-search -i INDEX kwic
/// putin` is `dateline-search kwic -i INDEX putin`.
std::vector<std::string> with_default_command(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto is_command = [&](const std::string& word) {
    for (const CLI::App* command : app.get_subcommands(nullptr)) {
      if (command->get_name() == word) return true;
    }
    return word == "--help" || word == "-h" || word == "--version" || word == "--help-all" ||
           word == "--config";
  };
  const std::size_t indexes = leading_indexes(arguments);
  if (indexes < arguments.size() && is_command(arguments[indexes])) {
    const auto command = arguments.begin() + static_cast<std::ptrdiff_t>(indexes);
    std::rotate(arguments.begin(), command, command + 1);
  } else if (!arguments.empty()) {
    arguments.insert(arguments.begin(), "query");
  }
  protect_negated_words(arguments);
  return arguments;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dateline;
  std::setlocale(LC_CTYPE, "");
  const bool ascii_locale = std::string_view(::nl_langinfo(CODESET)) != "UTF-8";
  const bool out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  // Text for a person is written as the terminal can show it; pipes and files get all of it.
  search::AsciiBuffer ascii_out(*std::cout.rdbuf());
  search::AsciiBuffer ascii_err(*std::cerr.rdbuf());
  std::ostream help(ascii_locale && out_is_terminal ? &ascii_out : std::cout.rdbuf());
  std::ostream talk(ascii_locale && ::isatty(STDERR_FILENO) == 1 ? &ascii_err : std::cerr.rdbuf());
  talk << std::unitbuf;
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error like a full disk
  CLI::App app{"dateline-search: ranked, faceted search in an index of captures"};
  app.set_version_flag("--version", std::string("dateline-search ") + DATELINE_VERSION);
  app.require_subcommand(1);
  app.set_config("--config", "", "read options from this file");
  app.footer(
      "Examples:\n"
      "  dateline-search vostochny spaceport\n"
      "  dateline-search '\"goodwill visit\" date:2023-09 source:kcna.kp-en' --facet year\n"
      "  dateline-search 'flood juche:112' --format json\n"
      "  dateline-search repl\n"
      "Exit codes: 0 hits, 1 nothing found, 2 wrong usage or query, 4 index problems, 5 the system failed.");
  search::Run run;
  search::add_query_command(app, run);
  search::add_facets_command(app, run);
  search::add_show_command(app, run);
  search::add_explain_command(app, run);
  search::add_export_command(app, run);
  search::add_batch_command(app, run);
  search::add_info_command(app, run);
  search::add_repl_command(app, run);
  search::add_kwic_command(app, run);
  search::add_similar_command(app, run);
  search::add_collocates_command(app, run);
  search::add_significant_command(app, run);
  search::add_timeline_command(app, run);
  try {
    std::vector<std::string> arguments = with_default_command(app, argc, argv);
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, help, talk);
    return code == 0 ? 0 : static_cast<int>(ExitCode::kUsage);
  }
  search::Streams streams{.in = std::cin, .out = std::cout, .err = talk, .state_folder = state_folder()};
  streams.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
  streams.out_is_terminal = out_is_terminal;
  streams.colour_allowed = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  streams.columns = terminal_columns();
  streams.ascii_only = ascii_locale && out_is_terminal;
  if (environment("TERM") != "dumb") streams.pager = std::getenv("PAGER") ? environment("PAGER") : "less";
  const ExitCode code = run(streams);
  std::cout.flush();
  if (!std::cout && code == ExitCode::kDone) {
    return static_cast<int>(
        search::report_error(talk, Error{ErrorKind::kSystem, "cannot write the output", ""}));
  }
  return static_cast<int>(code);
}
