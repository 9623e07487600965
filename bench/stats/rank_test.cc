#include "bench/stats/rank_test.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace dateline::bench {
namespace {

/// The statistic U of Mann and Whitney, how often a sample after exceeds one before, with what it would be
/// and how it would vary by chance.
struct Exceeding {
  double count = 0;
  double expected = 0;
  double variance = 0;
};

Exceeding exceeding(const Stratum& stratum) {
  std::vector<std::pair<double, bool>> all;  // value, whether after
  for (const double value : stratum.before) all.emplace_back(value, false);
  for (const double value : stratum.after) all.emplace_back(value, true);
  std::ranges::sort(all);
  const auto m = static_cast<double>(stratum.before.size());
  const auto n = static_cast<double>(stratum.after.size());
  double rank_sum = 0;
  double ties = 0;  // sum of t^3 - t over groups of t equal values
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first;
    std::size_t after = 0;
    for (; end < all.size() && all[end].first == all[first].first; ++end) after += all[end].second ? 1U : 0U;
    const auto t = static_cast<double>(end - first);
    const double middle_rank = static_cast<double>(first) + (t + 1) / 2;
    rank_sum += middle_rank * static_cast<double>(after);
    ties += t * t * t - t;
    first = end;
  }
  const double total = m + n;
  return {.count = rank_sum - n * (n + 1) / 2,
          .expected = m * n / 2,
          .variance = m * n / 12 * (total + 1 - ties / (total * (total - 1)))};
}

}  // namespace

double p_value_of_increase(std::span<const Stratum> strata) {
  double excess = 0;
  double variance = 0;
  for (const Stratum& stratum : strata) {
    if (stratum.before.empty() || stratum.after.empty()) continue;
    const Exceeding u = exceeding(stratum);
    const double weight = 1 / static_cast<double>(stratum.before.size() + stratum.after.size() + 1);
    excess += weight * (u.count - u.expected);
    variance += weight * weight * u.variance;
  }
  if (variance <= 0) return 1;
  return std::erfc(excess / std::sqrt(2 * variance)) / 2;
}

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return p_values[i]; });
  std::vector<double> adjusted(p_values.size());
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double scaled = p_values[order[i]] * static_cast<double>(order.size() - i);
    largest = std::max(largest, std::min(scaled, 1.0));
    adjusted[order[i]] = largest;
  }
  return adjusted;
}

}  // namespace dateline::bench
