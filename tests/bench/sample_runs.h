#pragma once

#include "bench/record/run_folder.h"

namespace dateline::bench {

/// A run of two classes, three queries each, in one phase, with invented figures. `slow` is how many times as
/// long the queries of the class "slow" take.
SavedRun sample_run(double slow = 1, unsigned seed = 1);

}  // namespace dateline::bench
