#pragma once

#include <ostream>

#include "bench/suite/options.h"
#include "common/result.h"

namespace dateline::bench {

/// Proves that comparisons can be trusted on this machine: builds one index, times its queries in `pairs`
/// pairs of runs and compares the two of each pair, which must not be found slower; then once with a sleep in
/// each of some classes, which must be found, and nothing else. Writes a line for each comparison to `log`.
/// True when all came out as they must.
Result<bool> test_comparison(const SuiteOptions& options, int pairs, std::ostream& log);

}  // namespace dateline::bench
