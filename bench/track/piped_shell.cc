#include "bench/track/piped_shell.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <utility>

#include "bench/support/child.h"

extern char** environ;

namespace dateline::bench {
namespace {

std::uint64_t now_ns(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
}

constexpr int kForever = -1;

/// Moves what can be read into `to`. False when the other end is closed.
bool read_some(int file, std::string& to) {
  std::array<char, 1U << 16U> buffer;
  const ssize_t got = read(file, buffer.data(), buffer.size());
  if (got > 0) to.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::string end_command(std::uint64_t number) {
  // Longer than any command that a shell would propose instead: it does not look for one.
  return fmt::format(":this-line-asks-for-nothing-but-the-end-of-answer-{:08}", number);
}

struct PipedShell::Process {
  Process() = default;
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    for (const int file : {in, out, err}) {
      if (file >= 0) close(file);
    }
    if (pid > 0) {
      kill(pid, SIGTERM);
      while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
  }

  /// Waits for text and takes it. False when none comes in time, or when an end was closed.
  bool receive(Answer& answer, int milliseconds) const {
    std::array<pollfd, 2> wait{pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
    if (poll(wait.data(), wait.size(), milliseconds) <= 0) return milliseconds == kForever;
    return (wait[0].revents == 0 || read_some(out, answer.text)) &&
           (wait[1].revents == 0 || read_some(err, answer.complaint));
  }

  /// What a program that has closed its output still complains of.
  void hear_last_words(Answer& answer) const {
    constexpr int kMilliseconds = 200;
    for (pollfd wait{err, POLLIN, 0};
         poll(&wait, 1, kMilliseconds) == 1 && read_some(err, answer.complaint);) {
    }
  }

  std::string name;
  std::string behind_end;  ///< what the shell says behind the name of the command that it does not know
  pid_t pid = 0;
  clockid_t clock{};
  int in = -1;   ///< what it reads
  int out = -1;  ///< what it answers
  int err = -1;
  std::uint64_t lines = 0;
};

PipedShell::PipedShell(std::unique_ptr<Process> process) : process_(std::move(process)) {}
PipedShell::~PipedShell() = default;
PipedShell::PipedShell(PipedShell&&) noexcept = default;
PipedShell& PipedShell::operator=(PipedShell&&) noexcept = default;

Result<PipedShell> PipedShell::open(const std::filesystem::path& program,
                                    const std::filesystem::path& index) {
  std::signal(SIGPIPE, SIG_IGN);  // a shell that is gone is an error like others
  auto process = std::make_unique<Process>();
  process->name = program.string();
  std::array<std::array<int, 2>, 3> pipes{};
  for (auto& ends : pipes) {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return fail(ErrorKind::kSystem, "cannot make a pipe");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipes[0][0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, pipes[1][1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, pipes[2][1], STDERR_FILENO);
  std::array<std::string, 4> words{program.string(), "repl", "-i", index.string()};
  std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  const int failed = posix_spawn(&process->pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipes[0][0]);
  close(pipes[1][1]);
  close(pipes[2][1]);
  process->in = pipes[0][1];
  process->out = pipes[1][0];
  process->err = pipes[2][0];
  if (failed != 0) {
    process->pid = 0;
    return fail(ErrorKind::kSystem, fmt::format("cannot run {}: {}", words[0], std::strerror(failed)));
  }
  clock_getcpuclockid(process->pid, &process->clock);
  PipedShell shell(std::move(process));
  if (const Status learnt = shell.learn_end(); !learnt) return fail(learnt.error());
  return shell;
}

Status PipedShell::learn_end() {
  constexpr int kQuietMilliseconds = 100;
  const std::string end = end_command(1).substr(1);
  auto said = ask("");
  if (!said) return fail(said.error());
  while (process_->receive(*said, kQuietMilliseconds)) {
  }
  process_->behind_end = said->complaint.substr(said->complaint.find(end) + end.size());
  return {};
}

Result<PipedShell::Answer> PipedShell::ask(std::string_view line) {
  Process& process = *process_;
  const std::string end = end_command(++process.lines).substr(1);
  const std::string sent = fmt::format("{}\n:{}\n", line, end);
  Answer answer;
  const std::uint64_t cpu_before = now_ns(process.clock);
  const auto start = std::chrono::steady_clock::now();
  bool alive = write_all(process.in, sent);
  std::size_t named = std::string::npos;
  while (alive && named == std::string::npos) {
    alive = process.receive(answer, kForever);
    named = answer.complaint.find(end + process.behind_end);
  }
  answer.wall_ns = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count());
  answer.cpu_ns = now_ns(process.clock) - cpu_before;
  if (named == std::string::npos) {
    process.hear_last_words(answer);
    return fail(ErrorKind::kInput,
                fmt::format("{} ended at the line '{}': {}", process.name, line, answer.complaint));
  }
  // All of the answer is in the pipe before the command behind it is read.
  while (process.receive(answer, 0)) {
  }
  if (process.behind_end.empty()) return answer;
  const std::size_t begin = answer.complaint.rfind('\n', named);
  answer.complaint.resize(begin == std::string::npos ? 0 : begin + 1);
  return answer;
}

std::uint64_t PipedShell::peak_bytes() const { return peak_memory(process_->pid); }

}  // namespace dateline::bench
