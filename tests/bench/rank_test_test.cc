#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "bench/stats/rank_test.h"

namespace dateline::bench {
namespace {

double p_of(std::vector<double> before, std::vector<double> after) {
  const std::vector<Stratum> strata{{std::move(before), std::move(after)}};
  return p_value_of_increase(strata);
}

// By hand: U = 16.5 where 12.5 is expected, the variance is 25 / 12 * (11 - 18 / 90) = 22.5, so z = 0.8433.
TEST(RankTest, GivesTheValueOfTheFormulaWithTies) {
  EXPECT_NEAR(p_of({1, 2, 3, 4, 5}, {2, 3, 4, 4.5, 6}), 0.19954, 0.00001);
}

TEST(RankTest, IsEvenForEqualSamplesAndForNone) {
  EXPECT_NEAR(p_of({1, 2, 3, 4}, {1, 2, 3, 4}), 0.5, 1e-9);
  EXPECT_EQ(p_of({5, 5, 5}, {5, 5, 5}), 1);
  EXPECT_EQ(p_of({}, {1, 2}), 1);
  EXPECT_EQ(p_value_of_increase({}), 1);
}

TEST(RankTest, IsOneSided) {
  std::vector<double> low;
  std::vector<double> high;
  for (int i = 0; i < 30; ++i) {
    low.push_back(i);
    high.push_back(i + 25);
  }
  EXPECT_LT(p_of(low, high), 1e-6);
  EXPECT_GT(p_of(high, low), 1 - 1e-6);
}

TEST(RankTest, ComparesOnlyWithinAStratum) {
  // One query is a thousand times slower than the other; after, both take a little longer.
  std::vector<Stratum> strata(2);
  for (int i = 0; i < 20; ++i) {
    strata[0].before.push_back(100 + i);
    strata[0].after.push_back(115 + i);
    strata[1].before.push_back(100000 + i);
    strata[1].after.push_back(100015 + i);
  }
  EXPECT_LT(p_value_of_increase(strata), 1e-6);
}

TEST(RankTest, SeldomAlarmsWhereNothingChanged) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  std::lognormal_distribution<double> times(0, 1);
  int alarms = 0;
  constexpr int kTrials = 2000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<Stratum> strata(3);
    for (Stratum& stratum : strata) {
      for (int i = 0; i < 20; ++i) {
        stratum.before.push_back(times(random));
        stratum.after.push_back(times(random));
      }
    }
    if (p_value_of_increase(strata) < 0.05) ++alarms;
  }
  EXPECT_NEAR(alarms, kTrials * 0.05, 45) << "seed " << seed;
}

TEST(Holm, AdjustsAsInTheTextbook) {
  const std::vector<double> adjusted = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  const std::vector<double> expected{0.03, 0.06, 0.06, 0.02};
  ASSERT_EQ(adjusted.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(adjusted[i], expected[i], 1e-12) << i;
  EXPECT_EQ(holm(std::vector<double>{0.9, 0.8}), (std::vector<double>{1, 1}));
  EXPECT_TRUE(holm({}).empty());
}

}  // namespace
}  // namespace dateline::bench
