#include "bench/stats/percentile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace dateline::bench {
namespace {

TEST(Percentile, IsTheSmallestSampleThatSoManyDoNotExceed) {
  struct Case {
    const char* name;
    std::vector<double> samples;
    unsigned per_mille;
    double expected;
  };
  const std::vector<Case> cases{
      {"one sample is every percentile", {7}, 500, 7},
      {"the lowest", {1, 2, 3, 4}, 0, 1},
      {"half of an even number", {1, 2, 3, 4}, 500, 2},
      {"just over half", {1, 2, 3, 4}, 501, 3},
      {"half of an odd number", {1, 2, 3}, 500, 2},
      {"the highest", {1, 2, 3, 4}, 1000, 4},
      {"99 in 100 of ten is the largest", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 990, 10},
      {"90 in 100 of ten is the ninth", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 900, 9},
      {"equal samples", {5, 5, 5, 9}, 750, 5},
  };
  for (const Case& c : cases) EXPECT_EQ(percentile(c.samples, c.per_mille), c.expected) << c.name;
}

TEST(Percentile, AgreesWithCountingForAnySamples) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int i = 0; i < 200; ++i) {
    std::vector<double> samples(1 + random() % 300);
    for (double& sample : samples) sample = static_cast<double>(random() % 50);
    std::ranges::sort(samples);
    const auto per_mille = static_cast<unsigned>(random() % 1001);
    const double got = percentile(samples, per_mille);
    const auto within = static_cast<std::size_t>(std::ranges::upper_bound(samples, got) - samples.begin());
    const auto below = static_cast<std::size_t>(std::ranges::lower_bound(samples, got) - samples.begin());
    EXPECT_GE(within * 1000, samples.size() * per_mille) << "seed " << seed;
    if (below > 0) {
      EXPECT_LT(below * 1000, samples.size() * per_mille) << "seed " << seed;
    }
  }
}

TEST(Distribution, SumsSamplesUpWhateverTheirOrder) {
  std::vector<double> samples;
  for (int i = 100; i > 0; --i) samples.push_back(i);
  const Distribution expected{
      .count = 100, .mean = 50.5, .p50 = 50, .p90 = 90, .p95 = 95, .p99 = 99, .max = 100};
  EXPECT_EQ(distribution(samples), expected);
  EXPECT_EQ(distribution({}), Distribution());
}

}  // namespace
}  // namespace dateline::bench
