#pragma once

#include <filesystem>
#include <iosfwd>

#include "bench/suite/options.h"
#include "common/result.h"

namespace dateline::bench {

/// Runs the suite and writes the run's folder, whose path it gives. Says on `log` what it is doing. Ends with
/// an error at the first wrong answer.
Result<std::filesystem::path> run_suite(const SuiteOptions& options, std::ostream& log);

}  // namespace dateline::bench
