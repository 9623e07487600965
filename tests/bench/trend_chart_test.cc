#include "bench/track/trend_chart.h"

#include <gtest/gtest.h>

namespace dateline::bench {
namespace {

HistoryLine line(const char* commit, std::optional<double> ratio) {
  HistoryLine out;
  out.commit = commit;
  out.classes["one_word/rare"].ratio = ratio;
  out.classes["one_word/middle"].ratio = ratio;
  out.figures["index_bytes"] = {100, ratio};
  out.figures["add_cpu_seconds"] = {100, ratio};
  return out;
}

TEST(TrendChart, FollowsRatiosToTheFirstLine) {
  const auto charts =
      trend_charts({line("1111111aaaaa", {}), line("2222222aaaaa", 0.5), line("3333333aaaaa", 0.5)});
  ASSERT_TRUE(charts.contains("latency.svg"));
  const std::string& latency = charts.at("latency.svg");
  EXPECT_NE(latency.find("0.25 one word"), std::string::npos);
  EXPECT_NE(latency.find("2222222"), std::string::npos);
  EXPECT_EQ(latency.find("phrases"), std::string::npos);  // nothing was measured
  EXPECT_NE(charts.at("bytes.svg").find("0.25 the index"), std::string::npos);
  // Less time is more articles a second.
  EXPECT_NE(charts.at("indexing.svg").find("4.00 adding"), std::string::npos);
}

TEST(TrendChart, AClassThatComesLaterMovesNothing) {
  auto last = line("2222222aaaaa", 1.0);
  last.classes["one_word/frequent"] = {};
  const auto charts = trend_charts({line("1111111aaaaa", {}), last});
  EXPECT_NE(charts.at("latency.svg").find("1.00 one word"), std::string::npos);
}

TEST(TrendChart, IsDrawnOfNoLinesToo) { EXPECT_EQ(trend_charts({}).size(), 4U); }

}  // namespace
}  // namespace dateline::bench
