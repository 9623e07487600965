#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"

namespace dateline::bench {

/// The search shell as a program, driven through pipes: the same for every commit that was ever made.
///
/// The protocol, which later commits must keep: `dateline-search repl -i INDEX` without a terminal reads a
/// line at a time, writes its answer to standard output and what is wrong with it to standard error, and
/// names a command that it does not know there. Behind each line such a command is sent; when it is named,
/// the answer is complete. Not thread-safe.
class PipedShell {
 public:
  struct Answer {
    std::string text;
    std::string complaint;      ///< what was wrong with the line; empty: nothing
    std::uint64_t wall_ns = 0;  ///< until the answer was read
    std::uint64_t cpu_ns = 0;   ///< of the processor, spent by the program
    bool refused() const { return text.empty() && !complaint.empty(); }
  };

  /// A System error when it cannot be started, an Input error when it ends at once or does not keep the
  /// protocol.
  static Result<PipedShell> open(const std::filesystem::path& program, const std::filesystem::path& index);
  ~PipedShell();
  PipedShell(PipedShell&&) noexcept;
  PipedShell& operator=(PipedShell&&) noexcept;

  /// An Input error when the program ends meanwhile.
  Result<Answer> ask(std::string_view line);
  /// The most memory that it has held, in bytes.
  std::uint64_t peak_bytes() const;

 private:
  struct Process;
  explicit PipedShell(std::unique_ptr<Process> process);
  Status learn_end();
  std::unique_ptr<Process> process_;
};

/// The command that no shell knows: what is sent behind line `number`.
std::string end_command(std::uint64_t number);

}  // namespace dateline::bench
