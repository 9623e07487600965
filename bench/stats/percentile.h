#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dateline::bench {

/// The percentile by nearest rank: the smallest sample that at least `per_mille` thousandths of the samples
/// do not exceed; always a value that was measured, never one between two. 0 gives the smallest, 1000 the
/// largest. `sorted`: ascending, not empty; per_mille: 0..1000.
double percentile(std::span<const double> sorted, unsigned per_mille);

/// How samples of one kind are spread; all zero for no samples.
struct Distribution {
  std::uint64_t count = 0;
  double mean = 0;
  double p50 = 0;
  double p90 = 0;
  double p95 = 0;
  double p99 = 0;
  double max = 0;
  bool operator==(const Distribution&) const = default;
};

Distribution distribution(std::vector<double> samples);

}  // namespace dateline::bench
