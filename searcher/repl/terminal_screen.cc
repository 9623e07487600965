#include <fcntl.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "searcher/repl/screen.h"
#include "searcher/show/printable.h"

extern char** environ;

namespace dateline::search {
namespace {

constexpr int kNotFound = 127;  ///< exit code of a shell that cannot find a command

struct Size {
  std::size_t rows = 24;
  std::size_t columns = 80;
};

Size terminal_size() {
  winsize size{};
  Size out;
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return out;
  if (size.ws_row > 1) out.rows = size.ws_row;
  if (size.ws_col > 0) out.columns = size.ws_col;
  return out;
}

/// The line without our own styles, which take no columns.
std::string without_styles(std::string_view line) {
  std::string out;
  for (;;) {
    const std::size_t escape = line.find('\x1b');
    out += line.substr(0, escape);
    if (escape == std::string_view::npos) return out;
    const std::size_t end = line.find('m', escape);
    if (end == std::string_view::npos) return out;
    line.remove_prefix(end + 1);
  }
}

/// Rows that the text takes on a terminal so wide.
std::size_t rows_of(std::string_view text, std::size_t columns) {
  std::size_t rows = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::size_t width = show::display_width(without_styles(text.substr(0, end)));
    rows += width == 0 ? 1 : (width + columns - 1) / columns;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows;
}

/// Runs the pager with the text on its input until the person leaves it. False when it could not be run.
bool run_pager(const std::string& command, std::string_view text) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  std::vector<char*> environment;
  bool has_less = false;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    has_less = has_less || std::strncmp(*variable, "LESS=", 5) == 0;
    environment.push_back(*variable);
  }
  std::string less = "LESS=FRX";  // short texts stay on the screen, colours are kept
  if (!has_less) environment.push_back(less.data());
  environment.push_back(nullptr);
  std::string shell = "sh";
  std::string dash_c = "-c";
  std::string line = command;
  std::array<char*, 4> arguments{shell.data(), dash_c.data(), line.data(), nullptr};
  pid_t child = 0;
  const int spawned =
      ::posix_spawn(&child, "/bin/sh", &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[0]);
  if (spawned != 0) {
    ::close(ends[1]);
    return false;
  }
  // A person may leave the pager before it has read everything.
  struct sigaction ignore = {};
  struct sigaction before = {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  while (!text.empty()) {
    const ssize_t written = ::write(ends[1], text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  ::close(ends[1]);
  ::sigaction(SIGPIPE, &before, nullptr);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return true;
  }
  return !(WIFEXITED(status) && WEXITSTATUS(status) == kNotFound);
}

class TerminalScreen final : public Screen {
 public:
  TerminalScreen(std::ostream& out, std::ostream& err, TerminalOptions options)
      : out_(out), err_(err), options_(std::move(options)) {}

  void show(std::string_view text, bool use_pager) override {
    const std::string plain = options_.ascii_only ? show::ascii_only(text) : std::string(text);
    const Size size = terminal_size();
    if (use_pager && !options_.pager.empty() && rows_of(plain, size.columns) >= size.rows) {
      out_.flush();
      if (run_pager(options_.pager, plain)) return;
      err_ << "The pager cannot be run: " << options_.pager << '\n';
      options_.pager.clear();
    }
    out_ << plain << std::flush;
  }
  void tell(std::string_view text) override {
    out_.flush();
    err_ << (options_.ascii_only ? show::ascii_only(text) : std::string(text)) << std::flush;
  }
  std::size_t columns() const override { return terminal_size().columns; }
  std::size_t columns_of_texts() const override { return columns(); }

 private:
  std::ostream& out_;
  std::ostream& err_;
  TerminalOptions options_;
};

}  // namespace

std::unique_ptr<Screen> make_terminal_screen(std::ostream& out, std::ostream& err, TerminalOptions options) {
  return std::make_unique<TerminalScreen>(out, err, std::move(options));
}

}  // namespace dateline::search
