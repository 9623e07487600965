#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "tests/eval/kit.h"
#include "tests/eval/measures.h"
#include "tests/support/shared.h"

namespace dateline::eval {
namespace {

TEST(Measures, AgreeWithWhatIsReckonedByHand) {
  const Grades grades = {{"a", 1}, {"b", 2}, {"c", 0}};
  const Measures perfect = measure(grades, {"b", "a"});
  EXPECT_DOUBLE_EQ(perfect.ndcg10, 1);
  EXPECT_DOUBLE_EQ(perfect.map, 1);
  EXPECT_DOUBLE_EQ(perfect.mrr10, 1);
  const Measures second = measure(grades, {"c", "a"});
  EXPECT_NEAR(second.ndcg10, 0.6309297535714575 / 2.6309297535714578, 1e-12);
  EXPECT_DOUBLE_EQ(second.map, 0.25);
  EXPECT_DOUBLE_EQ(second.mrr10, 0.5);
  EXPECT_DOUBLE_EQ(measure(grades, {}).map, 0);
}

Measures mean_of(const std::string& name, bool titles) {
  const Kit kit = read_kit(dateline::testing::shared_file("eval/" + name));
  const KitIndex index(kit, titles);
  Measures mean;
  double queries = 0;
  for (const KitQuery& query : kit.queries) {
    const auto grades = kit.grades.find(query.id);
    if (grades == kit.grades.end()) continue;
    std::vector<std::string> ranked;
    for (const auto& hit : index.search(query, 1000)) ranked.push_back(hit.first);
    const Measures each = measure(grades->second, ranked);
    mean.ndcg10 += each.ndcg10;
    mean.map += each.map;
    mean.mrr10 += each.mrr10;
    ++queries;
  }
  mean.ndcg10 /= queries;
  mean.map /= queries;
  mean.mrr10 /= queries;
  std::printf("%s: queries %.0f nDCG@10 %.4f MAP %.4f MRR@10 %.4f\n", name.c_str(), queries, mean.ndcg10,
              mean.map, mean.mrr10);
  return mean;
}

// The best of the peers measured on the same files: Lucene's EnglishAnalyzer.
TEST(Kits, CranfieldIsAtLeastAsGoodAsTheBestPeer) {
  DATELINE_NEED_SHARED(dateline::testing::shared_file("eval/cranfield"));
  const Measures mean = mean_of("cranfield", true);
  EXPECT_GE(mean.ndcg10, 0.3738);
  EXPECT_GE(mean.map, 0.2952);
}

// Bodies alone, as the peers were measured; the best of them is a mix of bigrams and words without a
// dictionary.
TEST(Kits, QuestionsToKoreanParagraphsAreAtLeastAsGoodAsTheBestPeer) {
  DATELINE_NEED_SHARED(dateline::testing::shared_file("eval/korquad"));
  EXPECT_GE(mean_of("korquad", false).mrr10, 0.9517);
}

}  // namespace
}  // namespace dateline::eval
