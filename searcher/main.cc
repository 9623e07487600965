#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <iostream>
#include <string>
#include <string_view>
#include <variant>

#include "common/index/xapian_wall.h"
#include "searcher/as_of.h"
#include "searcher/ascii_buffer.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"

namespace {

std::size_t terminal_columns() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

/// Where the shell keeps its history: the XDG state folder.
std::string state_folder(const dateline::cli::Surroundings& around) {
  if (const std::string given = around.variable("XDG_STATE_HOME"); !given.empty()) return given + "/dateline";
  if (const std::string home = around.variable("HOME"); !home.empty()) return home + "/.local/state/dateline";
  return {};
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
  const cli::Surroundings around = cli::surroundings_of_process();
  search::Streams streams{
      .in = std::cin, .out = std::cout, .err = talk, .state_folder = state_folder(around)};
  streams.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
  streams.out_is_terminal = out_is_terminal;
  const bool dumb = around.variable("TERM") == "dumb";
  streams.colour_allowed = around.variable("NO_COLOR").empty() && !dumb;
  streams.columns = terminal_columns();
  streams.ascii_only = ascii_locale && out_is_terminal;
  if (!dumb) streams.pager = around.has_variable("PAGER") ? around.variable("PAGER") : "less";
  auto arguments = search::parse_arguments({argv + 1, argv + argc}, DATELINE_VERSION, around);
  ExitCode code = ExitCode::kDone;
  if (arguments) {
    const Result<ExitCode> ended = index::guard([&] {
      return std::visit(
          [&](auto& command) {
            const Result<search::AsOfIndexes> earlier = search::AsOfIndexes::of(command, streams);
            if (!earlier) return search::report_error(talk, earlier.error());
            return search::run(command, streams);
          },
          *arguments);
    });
    code = ended ? *ended : search::report_error(talk, ended.error());
  } else {
    help << arguments.error().out;
    talk << arguments.error().err;
    code = arguments.error().code;
  }
  std::cout.flush();
  if ((!std::cout || !help) && code == ExitCode::kDone) {
    talk << "dateline-search: cannot write the output\n";
    return static_cast<int>(ExitCode::kSystem);
  }
  return static_cast<int>(code);
}
