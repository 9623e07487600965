#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "bench/suite/options.h"
#include "common/result.h"

namespace dateline::bench {

/// The latency of a small part of the collection with one client, as a table, within a minute: something to
/// look at while the whole is measured. Ends with an error at the first wrong answer.
Result<std::string> look_first(const SuiteOptions& options, std::ostream& log);

/// Runs the suite and writes the run's folder, whose path it gives. Says on `log` what it is doing. Ends with
/// an error at the first wrong answer.
Result<std::filesystem::path> run_suite(const SuiteOptions& options, std::ostream& log);

}  // namespace dateline::bench
