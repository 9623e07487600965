#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
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

/// Keys one by one, not shown, while it lives.
class RawKeys {
 public:
  RawKeys() : changed_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!changed_) return;
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);
    raw.c_iflag &= ~static_cast<tcflag_t>(ICRNL);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  }
  ~RawKeys() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  }
  RawKeys(const RawKeys&) = delete;
  RawKeys& operator=(const RawKeys&) = delete;

  /// The next byte; nullopt at the end of the input, or when none comes in time (milliseconds; -1: waits).
  static std::optional<char> next(int wait = -1) {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    int ready = 0;
    while ((ready = ::poll(&input, 1, wait)) < 0 && errno == EINTR) {
    }
    char byte = 0;
    if (ready <= 0 || ::read(STDIN_FILENO, &byte, 1) != 1) return std::nullopt;
    return byte;
  }

 private:
  termios before_{};
  bool changed_;
};

enum class Key { kPage, kLine, kStop, kOther };

/// A key while pages are shown; the bytes of another one are kept.
Key read_key(std::string& typed) {
  constexpr int kTogether = 300;  // ms: what follows a q so soon is typed by someone who means a word
  constexpr int kSequence = 20;
  const std::optional<char> first = RawKeys::next();
  if (!first) return Key::kStop;
  switch (*first) {
    case ' ':
      return Key::kPage;
    case '\r':
    case '\n':
      return Key::kLine;
    case '\x03':  // Ctrl-C, Ctrl-D
    case '\x04':
      return Key::kStop;
    case '\x1b': {  // Esc alone, or what an arrow sends
      std::string sequence;
      while (const std::optional<char> byte = RawKeys::next(kSequence)) {
        sequence += *byte;
        if (sequence.size() > 1 && *byte >= '@' && *byte <= '~') break;
      }
      if (sequence == "[B" || sequence == "OB") return Key::kLine;
      if (sequence == "[6~") return Key::kPage;
      return sequence.empty() ? Key::kStop : Key::kOther;
    }
    default:
      break;
  }
  if (*first == 'q' || *first == 'Q') {
    const std::optional<char> more = RawKeys::next(kTogether);
    if (!more || *more == '\r' || *more == '\n') return Key::kStop;
    typed = {*first, *more};
    return Key::kStop;
  }
  const auto byte = static_cast<unsigned char>(*first);
  if (byte < 0x20 || byte == 0x7F) return Key::kOther;
  typed = *first;
  for (int rest = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0; rest > 0; --rest) {
    if (const std::optional<char> more = RawKeys::next(kSequence)) typed += *more;
  }
  return Key::kStop;
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

  void show(std::string_view text, Paging paging) override {
    if (!typed_.empty()) return;  // the person has gone on; this is the rest of the same answer
    const std::string plain = options_.ascii_only ? show::ascii_only(text) : std::string(text);
    const Size size = terminal_size();
    const bool high = rows_of(plain, size.columns) >= size.rows;
    if (high && paging == Paging::kProgram && !options_.pager.empty()) {
      out_.flush();
      if (run_pager(options_.pager, plain)) return;
      err_ << "The pager cannot be run: " << options_.pager << '\n';
      options_.pager.clear();
    }
    if (high && paging != Paging::kNone && size.rows >= kLeastRows) {
      show_pages(plain);
    } else {
      out_ << plain << std::flush;
    }
  }
  std::string take_typed() override { return std::exchange(typed_, {}); }
  void tell(std::string_view text) override {
    out_.flush();
    err_ << (options_.ascii_only ? show::ascii_only(text) : std::string(text)) << std::flush;
  }
  std::size_t columns() const override { return terminal_size().columns; }
  std::size_t columns_of_texts() const override { return columns(); }

 private:
  static constexpr std::size_t kLeastRows = 6;

  void show_pages(std::string_view text) {
    const std::size_t lines_in_all = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    const RawKeys keys;
    std::size_t shown = 0;
    Key key = Key::kPage;
    while (true) {
      const Size size = terminal_size();
      std::size_t room = key == Key::kLine ? 1 : std::max<std::size_t>(size.rows, 3) - 2;
      while (!text.empty() && room > 0) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::size_t rows = std::max<std::size_t>(rows_of(text.substr(0, end), size.columns), 1);
        if (rows > room && key == Key::kPage && room + 2 < size.rows) break;
        out_ << text.substr(0, end);
        text.remove_prefix(end);
        room -= std::min(rows, room);
        ++shown;
      }
      if (text.empty()) break;
      std::string line = fmt::format(
          "line {} of {} · Space: next page · Enter: next line · q: back to the prompt", shown, lines_in_all);
      line = show::fit(line, size.columns - 1);
      out_ << "\x1b[7m" << (options_.ascii_only ? show::ascii_only(line) : line) << "\x1b[0m" << std::flush;
      do {
        key = read_key(typed_);
      } while (key == Key::kOther);
      out_ << "\r\x1b[K";
      if (key == Key::kStop) break;
    }
    out_ << std::flush;
  }

  std::ostream& out_;
  std::ostream& err_;
  TerminalOptions options_;
  std::string typed_;
};

}  // namespace

std::unique_ptr<Screen> make_terminal_screen(std::ostream& out, std::ostream& err, TerminalOptions options) {
  return std::make_unique<TerminalScreen>(out, err, std::move(options));
}

}  // namespace dateline::search
