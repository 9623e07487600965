#include "common/error.h"

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
      return ExitCode::kSystem;
  }
  return ExitCode::kSystem;
}

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
  }
  return "system";
}

}  // namespace dateline
