#pragma once

#include <span>
#include <string>

#include "bench/record/summary.h"

namespace dateline::bench {

/// Latency by class over runs, as SVG: for each class and run a bar from the median to the 99th percentile,
/// over a logarithmic scale. Takes the last six runs and the first phase of each.
std::string latency_chart(std::span<const Summary> runs);

/// Articles a second by the size of the collection, a line for each engine and number of threads, as SVG.
std::string indexing_chart(const Summary& run);

}  // namespace dateline::bench
