#include "bench/track/budget.h"

#include <gtest/gtest.h>

namespace dateline::bench {
namespace {

constexpr const char* kGround = "one compiler, some libraries";

HistoryLine line_with(double one_word, double article) {
  HistoryLine line;
  line.day = "2026-01-02";
  line.commit = "0123456789ab";
  line.ground = kGround;
  line.classes["one_word/rare"].instructions = Tracked{one_word, {}};
  line.figures["build_instructions"] = {article, {}};
  return line;
}

TEST(Budget, IsKeptUpToFivePercent) {
  const Budget kept =
      check_budget(line_with(1000, 5000), {{"one_word/rare", 1049}, {"build/article", 5200}}, kGround);
  EXPECT_TRUE(kept.kept());
  const Budget over =
      check_budget(line_with(1000, 5000), {{"one_word/rare", 1051}, {"build/article", 5000}}, kGround);
  EXPECT_FALSE(over.kept());
  ASSERT_EQ(over.rows.size(), 2U);
  EXPECT_TRUE(over.rows[0].over);
  EXPECT_FALSE(over.rows[1].over);
  const Budget article =
      check_budget(line_with(1000, 5000), {{"one_word/rare", 1000}, {"build/article", 5300}}, kGround);
  EXPECT_FALSE(article.kept());
}

TEST(Budget, IsNotJudgedOnOtherGround) {
  const Budget budget = check_budget(line_with(1000, 5000),
                                     {{"one_word/rare", 9000}, {"build/article", 5000}}, "another compiler");
  EXPECT_FALSE(budget.comparable);
  EXPECT_TRUE(budget.kept());
  EXPECT_NE(text_of(budget, line_with(1000, 5000), "another compiler").find("Not judged"), std::string::npos);
}

TEST(Budget, MissesAClassThatIsNoLongerCounted) {
  EXPECT_FALSE(check_budget(line_with(1000, 5000), {{"one_word/rare", 1000}}, kGround).kept());
}

TEST(Budget, WantsToKnowWhyTheLastLineCostsMore) {
  HistoryLine line = line_with(1000, 5000);
  line.classes["one_word/rare"].instructions->ratio = 1.2;
  const Instructions now{{"one_word/rare", 1000}, {"build/article", 5000}};
  EXPECT_FALSE(check_budget(line, now, kGround).kept());
  line.note = "names are found in every spelling";
  EXPECT_TRUE(check_budget(line, now, kGround).kept());
}

}  // namespace
}  // namespace dateline::bench
