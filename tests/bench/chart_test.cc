#include "bench/record/chart.h"

#include <gtest/gtest.h>

#include "tests/bench/sample_runs.h"

namespace dateline::bench {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(LatencyChart, HasADotForEachClassAndRun) {
  Summary summary = sample_run().summary;
  std::vector<Summary> runs{summary, summary};
  runs.back().name = "a & <b>";
  const std::string chart = latency_chart(runs);
  EXPECT_EQ(count(chart, "<circle"), 4U);
  EXPECT_NE(chart.find("a &amp; &lt;b>"), std::string::npos);
  EXPECT_TRUE(chart.ends_with("</svg>\n"));
}

TEST(LatencyChart, ShowsTheLastSixRuns) {
  const std::vector<Summary> runs(9, sample_run().summary);
  EXPECT_EQ(count(latency_chart(runs), "<circle"), 12U);
  EXPECT_EQ(count(latency_chart({}), "<circle"), 0U);
}

TEST(IndexingChart, HasADotForEachBuild) {
  EXPECT_EQ(count(indexing_chart(sample_run().summary), "<circle"), 2U);
  EXPECT_EQ(count(indexing_chart(Summary()), "<circle"), 0U);
}

}  // namespace
}  // namespace dateline::bench
