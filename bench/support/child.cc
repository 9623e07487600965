#include "bench/support/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>

extern char** environ;

namespace dateline::bench {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Reads until the process closes its end, and looks at its memory fifty times a second meanwhile.
std::string read_to_end(int file, pid_t pid, std::uint64_t& peak_bytes) {
  constexpr int kMilliseconds = 20;
  std::string out;
  std::array<char, 4096> buffer{};
  for (;;) {
    peak_bytes = std::max(peak_bytes, peak_memory(pid));
    pollfd wait{.fd = file, .events = POLLIN, .revents = 0};
    if (poll(&wait, 1, kMilliseconds) == 0) continue;
    const ssize_t got = read(file, buffer.data(), buffer.size());
    if (got > 0) out.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EINTR)) return out;
  }
}

}  // namespace

std::uint64_t peak_memory(pid_t pid) {
  std::ifstream status(fmt::format("/proc/{}/status", pid));
  constexpr std::string_view kName = "VmHWM:";
  constexpr std::uint64_t kKilobyte = 1024;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(kName)) return std::strtoull(line.c_str() + kName.size(), nullptr, 10) * kKilobyte;
  }
  return 0;
}

Result<ChildRun> run_child(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return fail(ErrorKind::kSystem, "cannot make a pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const auto start = std::chrono::steady_clock::now();
  pid_t pid = 0;
  const int failed = posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  ChildRun run;
  if (failed == 0) run.out = read_to_end(ends[0], pid, run.peak_bytes);
  close(ends[0]);
  if (failed != 0) {
    return fail(ErrorKind::kSystem, fmt::format("cannot run {}: {}", words.front(), std::strerror(failed)));
  }
  int status = 0;
  rusage usage{};
  while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
  run.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  constexpr std::uint64_t kKilobyte = 1024;
  // Gone before it could be looked at: what is left is a bound from above.
  if (run.peak_bytes == 0) run.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * kKilobyte;
  return run;
}

Result<ChildRun> run_child_to_success(const std::vector<std::string>& words) {
  Result<ChildRun> run = run_child(words);
  if (run && run->exit_code != 0) {
    return fail(ErrorKind::kInput, fmt::format("exit code {} of: {}", run->exit_code, fmt::join(words, " ")));
  }
  return run;
}

}  // namespace dateline::bench
