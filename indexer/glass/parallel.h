#pragma once

#include <functional>
#include <vector>

#include "common/result.h"

namespace dateline::indexer::glass {

/// Runs every task once, in order of begin, on up to `threads` threads (the caller's is one of them), and
/// waits for all. Returns the first error in the order of the tasks; a failed allocation is one. After an
/// error no further task begins.
Status run_parallel(const std::vector<std::function<Status()>>& tasks, int threads);

}  // namespace dateline::indexer::glass
