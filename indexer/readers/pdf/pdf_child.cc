#include "indexer/readers/pdf/pdf_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace dateline::indexer {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { reset(); }
  int get() const { return fd_; }
  void reset(int fd = -1) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

auto system_error(std::string_view what) {
  return fail(ErrorKind::kSystem, fmt::format("{}: {}", what, std::strerror(errno)),
              "try again with more memory free");
}

/// The bytes as a file that has no name.
bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return ::lseek(fd, 0, SEEK_SET) == 0;
}

enum class End : std::uint8_t { kAll, kTooMuch, kTooLong };

/// Reads what the child prints until its end or a limit.
End read_output(int fd, const PdfLimits& limits, std::string& out) {
  const auto deadline = std::chrono::steady_clock::now() + limits.wall;
  std::array<char, 64 * 1024> block;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return End::kTooLong;
    pollfd wait{fd, POLLIN, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) return End::kTooLong;
    const ssize_t n = ::read(fd, block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return End::kAll;
    out.append(block.data(), static_cast<std::size_t>(n));
    if (out.size() > limits.output_bytes) return End::kTooMuch;
  }
}

}  // namespace

std::string pdf_program() {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path beside = self.parent_path() / "dateline-pdf-text";
  const std::filesystem::path installed =
      (self.parent_path() / DATELINE_LIBEXEC / "dateline-pdf-text").lexically_normal();
  return (std::filesystem::exists(beside, error) ? beside : installed).string();
}

Result<std::string> run_pdf_program(const std::string& program, std::string_view pdf,
                                    const PdfLimits& limits) {
  if (::access(program.c_str(), X_OK) != 0) {
    return fail(ErrorKind::kSystem, fmt::format("the program {} that reads PDF is missing", program),
                "install the whole package again");
  }
  const Descriptor file(::memfd_create("pdf", MFD_CLOEXEC));
  if (file.get() < 0 || !write_all(file.get(), pdf)) return system_error("the PDF cannot be handed over");
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error("no pipe for the text of the PDF");
  Descriptor from(ends[0]);
  Descriptor to(ends[1]);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, file.get(), 0);
  ::posix_spawn_file_actions_adddup2(&actions, to.get(), 1);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  std::string name = program;
  std::string memory = std::to_string(limits.memory_mib);
  std::string seconds = std::to_string(limits.cpu_seconds);
  std::array<char*, 4> arguments{name.data(), memory.data(), seconds.data(), nullptr};
  // No locale, no paths. Text needs no fonts of the system, and looking for them takes longer than a short
  // PDF.
  std::string fonts = "FONTCONFIG_FILE=/dev/null";
  std::array<char*, 2> environment{fonts.data(), nullptr};
  pid_t child = 0;
  const int failed =
      ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    errno = failed;
    return system_error("the program that reads PDF cannot be started");
  }
  to.reset();
  std::string out;
  const End end = read_output(from.get(), limits, out);
  if (end != End::kAll) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const auto stopped = [](std::string what) {
    return fail(ErrorKind::kInput, std::move(what), "convert it yourself, for example with: pdftotext");
  };
  if (end == End::kTooLong)
    return stopped(fmt::format("reading the PDF took longer than {} s", limits.wall.count()));
  if (end == End::kTooMuch)
    return stopped(fmt::format("the PDF gives more than {} MiB", limits.output_bytes >> 20));
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU || signal == SIGKILL)
      return stopped(fmt::format("reading the PDF took longer than {} s", limits.cpu_seconds));
    return stopped(fmt::format("the parser of PDF crashed on it (signal {})", signal));
  }
  if (WEXITSTATUS(status) == 3)
    return stopped(fmt::format("the PDF takes more than {} MiB of memory", limits.memory_mib));
  if (WEXITSTATUS(status) != 0) return stopped("the parser of PDF failed on it");
  return out;
}

}  // namespace dateline::indexer
