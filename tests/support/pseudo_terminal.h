#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::testing {

/// A program on a terminal of its own, driven like a person would: type, wait for a text, type again. Waiting
/// ends as soon as the text is there; the long limit only keeps a failing test from hanging.
class PseudoTerminal {
 public:
  PseudoTerminal(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                 unsigned short rows = 24, unsigned short columns = 80) {
    winsize size{};
    size.ws_row = rows;
    size.ws_col = columns;
    child_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ == 0) {
      std::vector<char*> arguments;
      for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
      arguments.push_back(nullptr);
      std::vector<char*> variables;
      for (const std::string& one : environment) variables.push_back(const_cast<char*>(one.c_str()));
      variables.push_back(nullptr);
      ::execve(arguments.front(), arguments.data(), variables.data());
      ::_exit(127);
    }
    EXPECT_GT(child_, 0) << "no pseudo-terminal";
  }
  ~PseudoTerminal() {
    if (terminal_ >= 0) ::close(terminal_);
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
  }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;

  void type(std::string_view keys) {
    while (!keys.empty()) {
      const ssize_t written = ::write(terminal_, keys.data(), keys.size());
      if (written < 0 && errno == EINTR) continue;
      ASSERT_GT(written, 0) << "the program has gone";
      keys.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// Reads until `text` has come after what was waited for last; everything before and with it is `seen`.
  ::testing::AssertionResult wait_for(std::string_view text) {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
      const std::size_t at = output_.find(text, from_);
      if (at != std::string::npos) {
        seen_ = output_.substr(from_, at + text.size() - from_);
        from_ = at + text.size();
        return ::testing::AssertionSuccess();
      }
      if (std::chrono::steady_clock::now() > limit || !read_some()) {
        return ::testing::AssertionFailure()
               << "'" << text << "' did not come. What came: " << output_.substr(from_);
      }
    }
  }
  const std::string& seen() const { return seen_; }
  /// Everything that the program ever wrote, as far as it was read.
  const std::string& output() const { return output_; }

  void resize(unsigned short rows, unsigned short columns) {
    winsize size{};
    size.ws_row = rows;
    size.ws_col = columns;
    EXPECT_EQ(::ioctl(terminal_, TIOCSWINSZ, &size), 0);
  }

  /// Waits until the program reads whole lines again, as it does while it runs a command.
  void wait_until_cooked() {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    termios modes{};
    while (std::chrono::steady_clock::now() < limit) {
      if (::tcgetattr(terminal_, &modes) == 0 && (modes.c_lflag & ICANON) != 0) return;
      ::poll(nullptr, 0, 10);
    }
    ADD_FAILURE() << "the program still edits a line";
  }

  /// Reads to the end of the program; its exit code, -1 when a signal ended it or it does not end.
  int wait_for_end() {
    while (read_some()) {
    }
    int status = 0;
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < limit) {
      if (::waitpid(child_, &status, WNOHANG) == child_) {
        child_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      }
      ::poll(nullptr, 0, 10);
    }
    return -1;
  }

 private:
  static constexpr std::chrono::seconds kPatience{60};

  /// False at the end, or when nothing comes for too long.
  bool read_some() {
    pollfd input{.fd = terminal_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&input, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count()));
    if (ready < 0 && errno == EINTR) return true;
    if (ready <= 0) return false;
    std::array<char, 4096> block{};
    const ssize_t got = ::read(terminal_, block.data(), block.size());
    if (got <= 0) return false;  // EIO: the program closed its end
    output_.append(block.data(), static_cast<std::size_t>(got));
    return true;
  }

  pid_t child_ = -1;
  int terminal_ = -1;
  std::string output_;
  std::size_t from_ = 0;
  std::string seen_;
};

}  // namespace dateline::testing
