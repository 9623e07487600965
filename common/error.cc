#include "common/error.h"

#include <utility>

namespace dateline {

ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
    case ErrorKind::kQuery:
      return ExitCode::kUsage;
    case ErrorKind::kInput:
      return ExitCode::kInput;
    case ErrorKind::kIndex:
      return ExitCode::kIndex;
    case ErrorKind::kSystem:
    case ErrorKind::kStopped:
      return ExitCode::kSystem;
  }
  return ExitCode::kSystem;
}

Error stopped_error(std::string hint) { return {ErrorKind::kStopped, "interrupted", std::move(hint)}; }

std::string_view name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return "usage";
    case ErrorKind::kQuery:
      return "query";
    case ErrorKind::kInput:
      return "input";
    case ErrorKind::kIndex:
      return "index";
    case ErrorKind::kSystem:
      return "system";
    case ErrorKind::kStopped:
      return "stopped";
  }
  return "system";
}

}  // namespace dateline
