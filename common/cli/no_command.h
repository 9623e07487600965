#pragma once

#include <string>

#include "common/error.h"

namespace dateline::cli {

/// Why no command runs: help or a list was asked for (`out`), or the usage was wrong (`err`).
struct NoCommand {
  ExitCode code = ExitCode::kDone;
  std::string out;
  std::string err;
};

}  // namespace dateline::cli
