#include "searcher/as_of.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "common/index/manifest.h"

namespace dateline::search {
namespace {

namespace fs = std::filesystem;

/// The indexing program beside this one, as after a build and in the package.
std::string index_program() {
  std::error_code error;
  return (fs::read_symlink("/proc/self/exe", error).parent_path() / "dateline-index").string();
}

auto system_error(std::string_view what) {
  return fail(ErrorKind::kSystem, fmt::format("{}: {}", what, std::strerror(errno)));
}

/// A new empty folder for temporary files; removed when it is not handed on.
Result<fs::path> temporary_folder() {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "dateline-as-of-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) return system_error("no folder for temporary files");
  return fs::path(name);
}

/// The first line; empty when there is none.
std::string read_line(int fd) {
  std::string out;
  std::array<char, 4096> block;
  while (out.find('\n') == std::string::npos) {
    const ssize_t n = ::read(fd, block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return {};
    out.append(block.data(), static_cast<std::size_t>(n));
  }
  return out;
}

int wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : static_cast<int>(ExitCode::kSystem);
}

/// "g2-1f8fa7e68d73 of 2026-11-30T10:15:30Z".
std::string state_text(const nlohmann::json& told) {
  return fmt::format(
      "{} of {}", index::revision_text(told.value("generation", std::uint64_t{0}), told.value("content", "")),
      told.value("written", "an unknown time"));
}

}  // namespace

AsOfIndexes::~AsOfIndexes() {
  for (const Holder& holder : holders_) {
    ::close(holder.input);
    wait_for(holder.process);
  }
}

Result<AsOfIndexes> AsOfIndexes::make(std::vector<fs::path>& indexes, const std::string& as_of,
                                      const Streams& streams) {
  AsOfIndexes out;
  if (as_of.empty()) return out;
  for (fs::path& index : indexes) {
    Result<fs::path> folder = out.add(index, as_of, streams);
    if (!folder) return fail(folder.error());
    index = std::move(*folder);
  }
  return out;
}

Result<fs::path> AsOfIndexes::add(const fs::path& index, const std::string& as_of, const Streams& streams) {
  if (index.native().find("://") != std::string::npos) {
    return fail(ErrorKind::kUsage, "--as-of asks indexes on this machine, and not " + index.string(),
                "ask on the machine where it lies");
  }
  std::string program = index_program();
  if (::access(program.c_str(), X_OK) != 0) {
    return fail(ErrorKind::kSystem, fmt::format("the program {} is missing", program),
                "install the whole package again");
  }
  const Result<fs::path> folder = temporary_folder();
  if (!folder) return folder;
  const auto give_up = [&folder](Error error) {
    std::error_code ignored;
    fs::remove_all(*folder, ignored);
    return fail(std::move(error));
  };
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  if (::pipe2(input.data(), O_CLOEXEC) != 0) return give_up(system_error("no pipe").value());
  if (::pipe2(output.data(), O_CLOEXEC) != 0) {
    ::close(input[0]);
    ::close(input[1]);
    return give_up(system_error("no pipe").value());
  }
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  std::vector<std::string> words{program,    "as-of",         "-i", index.string(), "-o", folder->string(),
                                 "--borrow", "--output=json", "--", as_of};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t process = 0;
  const int failed = ::posix_spawn(&process, program.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(input[0]);
  ::close(output[1]);
  if (failed != 0) {
    ::close(input[1]);
    ::close(output[0]);
    errno = failed;
    return give_up(system_error("dateline-index cannot be started").value());
  }
  const std::string line = read_line(output[0]);
  ::close(output[0]);
  const nlohmann::json told = nlohmann::json::parse(line, nullptr, false);
  if (!told.is_object()) {
    ::close(input[1]);
    const int code = wait_for(process);
    // The other program has said why.
    return give_up({code == static_cast<int>(ExitCode::kUsage)   ? ErrorKind::kUsage
                    : code == static_cast<int>(ExitCode::kInput) ? ErrorKind::kInput
                    : code == static_cast<int>(ExitCode::kIndex) ? ErrorKind::kIndex
                                                                 : ErrorKind::kSystem,
                    fmt::format("there is no answer as of '{}'", as_of),
                    {}});
  }
  holders_.push_back({process, input[1]});
  fmt::print(streams.err, "as of {}\n", state_text(told));
  return folder;
}

}  // namespace dateline::search
