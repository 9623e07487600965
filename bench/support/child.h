#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"

namespace dateline::bench {

/// What became of a program that was run to its end.
struct ChildRun {
  int exit_code = -1;  ///< -1 when a signal ended it
  std::string out;     ///< its standard output
  double seconds = 0;  ///< wall time
  double cpu_seconds = 0;
  std::uint64_t peak_bytes = 0;  ///< of memory, seen fifty times a second
};

/// Runs a program with its standard error going where ours goes. The first word is a path, or a name that is
/// looked up. A System error when it cannot be started.
Result<ChildRun> run_child(const std::vector<std::string>& words);

/// As `run_child`, but an exit code other than 0 is an Input error that says the command.
Result<ChildRun> run_child_to_success(const std::vector<std::string>& words);

/// The most memory that a running process has held, in bytes; 0 when it is gone. Not the ru_maxrss of wait4,
/// which counts what its parent held when it was started.
std::uint64_t peak_memory(pid_t pid);

}  // namespace dateline::bench
