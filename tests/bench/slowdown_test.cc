#include "bench/stats/slowdown.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace dateline::bench {
namespace {

/// Times as a shared machine gives them: a base for each query, some jitter, now and then a long wait.
std::vector<double> times(std::mt19937& random, double base, std::size_t count) {
  std::normal_distribution<double> jitter(0, 0.03);
  std::vector<double> out;
  for (std::size_t i = 0; i < count; ++i) {
    double time = base * (1 + std::abs(jitter(random)));
    if (random() % 8 == 0) time += base * static_cast<double>(random() % 10);
    out.push_back(time);
  }
  return out;
}

ClassSamples class_of(std::mt19937& random, const std::string& name, double after_factor) {
  ClassSamples out{name, {}};
  for (int query = 0; query < 10; ++query) {
    const double base = 100.0 * (1 + query);
    out.queries.push_back({times(random, base, 20), times(random, base * after_factor, 20)});
  }
  return out;
}

TEST(Slowdown, IsFoundInTheClassThatHasIt) {
  std::mt19937 random(1);
  const std::vector<ClassSamples> classes{class_of(random, "same", 1), class_of(random, "slower", 1.3),
                                          class_of(random, "faster", 0.7)};
  const auto changes = find_slowdowns(classes, 1, {});
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_FALSE(changes[0].slower);
  EXPECT_TRUE(changes[1].slower);
  EXPECT_FALSE(changes[2].slower);
  EXPECT_NEAR(changes[1].ratio, 1.3, 0.05);
  EXPECT_LE(changes[1].low, changes[1].ratio);
  EXPECT_GE(changes[1].high, changes[1].ratio);
  EXPECT_LT(changes[1].p, 0.001);
}

TEST(Slowdown, IsNotFoundBelowTheThresholdHoweverCertain) {
  std::mt19937 random(2);
  const std::vector<ClassSamples> classes{class_of(random, "a little", 1.05)};
  const auto changes = find_slowdowns(classes, 1, {});
  EXPECT_LT(changes[0].p, 0.001);
  EXPECT_FALSE(changes[0].slower);
  SlowdownOptions strict;
  strict.threshold = 1.02;
  EXPECT_TRUE(find_slowdowns(classes, 1, strict)[0].slower);
}

TEST(Slowdown, IsNotFoundWhereTheMachineWasSlower) {
  std::mt19937 random(3);
  const std::vector<ClassSamples> classes{class_of(random, "all", 1.5)};
  EXPECT_TRUE(find_slowdowns(classes, 1, {})[0].slower);
  EXPECT_FALSE(find_slowdowns(classes, 1.5, {})[0].slower);
}

TEST(Slowdown, IsNotFoundInARunThatDisagreesWithItself) {
  std::mt19937 random(4);
  ClassSamples restless = class_of(random, "restless", 1.3);
  for (Stratum& query : restless.queries) {
    for (std::size_t i = 0; i < query.before.size() / 2; ++i) query.before[i] *= 1.5;
  }
  const auto changes = find_slowdowns(std::vector<ClassSamples>{restless}, 1, {});
  EXPECT_GT(changes[0].unrest, 1.3);
  EXPECT_FALSE(changes[0].slower);
}

TEST(Slowdown, IsNeverFoundWhereNothingChanged) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int run = 0; run < 10; ++run) {
    std::vector<ClassSamples> classes;
    for (int i = 0; i < 20; ++i) classes.push_back(class_of(random, std::to_string(i), 1));
    for (const ClassChange& change : find_slowdowns(classes, 1, {})) {
      EXPECT_FALSE(change.slower) << "seed " << seed;
    }
  }
}

TEST(Slowdown, NeedsSamplesOfBothRuns) {
  const std::vector<ClassSamples> classes{{"gone", {{{1, 2, 3}, {}}}}, {"empty", {}}};
  for (const ClassChange& change : find_slowdowns(classes, 1, {})) {
    EXPECT_FALSE(change.slower);
    EXPECT_EQ(change.ratio, 1);
  }
}

}  // namespace
}  // namespace dateline::bench
