#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// What went wrong, by who can mend it. The kind alone decides the exit code of a program.
enum class ErrorKind {
  kUsage,    ///< wrong options or arguments
  kQuery,    ///< a query that cannot be understood
  kInput,    ///< a capture, record or file of the input that cannot be read
  kIndex,    ///< index missing, locked, incompatible or broken
  kSystem,   ///< the system failed: disk, memory, permissions
  kStopped,  ///< whoever asked for it ended it: Ctrl-C, a request to end
};

/// An error as a person reads it: what happened, and what to do about it.
struct Error {
  ErrorKind kind = ErrorKind::kSystem;
  std::string what;  ///< one sentence without final full stop; names the file or the column
  std::string hint;  ///< the remedy, may be empty

  bool operator==(const Error&) const = default;
};

/// Exit codes of both programs; `docs/` documents them.
enum class ExitCode : int {
  kDone = 0,          ///< done; a search had hits
  kNothingFound = 1,  ///< a search found nothing
  kUsage = 2,         ///< wrong usage or query
  kInput = 3,         ///< input problems
  kIndex = 4,         ///< index missing, locked, incompatible or broken
  kSystem = 5,        ///< disk, memory, permissions
};

ExitCode exit_code(ErrorKind kind);

/// What a command that was stopped ends with; its exit code is kSystem.
Error stopped_error(std::string hint = {});

/// "usage", "query", "input", "index", "system", "stopped": the name used in JSON output.
std::string_view name(ErrorKind kind);

}  // namespace dateline
