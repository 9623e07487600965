#include "searcher/search/quiet_stretches.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace dateline::search {
namespace {

/// A digit a period: '-' a gap, else the articles found of nine.
Timeline of(std::string_view periods) {
  Timeline out;
  for (const char c : periods) {
    TimelinePeriod period;
    if (c != '-') period.count = {.found = static_cast<std::uint64_t>(c - '0'), .articles = 9};
    out.all.found += period.count.found;
    out.periods.push_back(period);
  }
  return out;
}

using Stretches = std::vector<QuietStretch>;

TEST(QuietStretches, AreTheLongestByWhatWasPrinted) {
  EXPECT_EQ(quiet_stretches(of("1002000300"), 3), (Stretches{{1, 2, 18}, {4, 6, 27}, {8, 9, 18}}));
  EXPECT_EQ(quiet_stretches(of("1002000300"), 1), (Stretches{{4, 6, 27}}));
  EXPECT_EQ(quiet_stretches(of("0010"), 3), (Stretches{{0, 1, 18}, {3, 3, 9}}));
}

TEST(QuietStretches, GapsNeitherCountNorEndOne) {
  EXPECT_EQ(quiet_stretches(of("10--01"), 3), (Stretches{{1, 4, 18}}));
  EXPECT_EQ(quiet_stretches(of("1--1"), 3), Stretches());
  EXPECT_EQ(quiet_stretches(of("1-0-1"), 3), (Stretches{{2, 2, 9}}));
}

TEST(QuietStretches, ThereAreNoneWhereNothingIsFoundOrNothingIsSilent) {
  EXPECT_EQ(quiet_stretches(of("000"), 3), Stretches());
  EXPECT_EQ(quiet_stretches(of("123"), 3), Stretches());
  EXPECT_EQ(quiet_stretches(of(""), 3), Stretches());
}

TEST(QuietStretches, TogetherHoldEverySilentPeriodOnce) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    std::string periods(random() % 40 + 1, '0');
    for (char& c : periods) c = "--0001"[random() % 6];
    const Timeline timeline = of(periods);
    if (timeline.all.found == 0) continue;
    std::uint64_t silent = 0;
    for (const TimelinePeriod& period : timeline.periods)
      silent += period.count.found == 0 ? period.count.articles : 0;
    std::uint64_t held = 0;
    for (const QuietStretch& stretch : quiet_stretches(timeline, periods.size())) held += stretch.articles;
    ASSERT_EQ(held, silent) << periods;
  }
}

}  // namespace
}  // namespace dateline::search
