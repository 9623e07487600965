#include "bench/stats/percentile.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dateline::bench {

double percentile(std::span<const double> sorted, unsigned per_mille) {
  const std::size_t rank = (sorted.size() * per_mille + 999) / 1000;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

Distribution distribution(std::vector<double> samples) {
  Distribution out;
  if (samples.empty()) return out;
  std::ranges::sort(samples);
  out.count = samples.size();
  out.mean = std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(samples.size());
  out.p50 = percentile(samples, 500);
  out.p90 = percentile(samples, 900);
  out.p95 = percentile(samples, 950);
  out.p99 = percentile(samples, 990);
  out.max = samples.back();
  return out;
}

}  // namespace dateline::bench
