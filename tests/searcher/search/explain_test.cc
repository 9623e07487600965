#include "searcher/search/explain.h"

#include <gtest/gtest.h>

#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/match_sets.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using query::SourceRange;
using testing::GeneratedIndex;

GeneratedIndex small_index() {
  GeneratedIndex index;
  index.add({"", "harbour lantern"});
  index.add({"", "harbour school"});
  index.add({"", "river school"});
  return index;
}

query::QueryResult<Explanation> explained(GeneratedIndex& index, std::string_view text) {
  MatchSets sets(index.terms());
  return explain(text, {}, {}, index.terms(), index.analyzer(), sets);
}

TEST(Explain, CountsTheArticlesOfEachTermAndPart) {
  GeneratedIndex index = small_index();
  const auto explanation = explained(index, "harbour -lantern");
  ASSERT_TRUE(explanation);
  EXPECT_EQ(explanation->articles, 1U);
  EXPECT_EQ(query::dump(explanation->tokens),
            "    0 word harbour\n    8 not\n    9 word lantern\n   16 end\n");
  EXPECT_EQ(query::dump(explanation->ast), "list\n  word harbour\n  not\n    word lantern\n");
  EXPECT_EQ(explanation->terms, (std::vector<TermCount>{{"Zharbour", 2, 2}, {"Zlantern", 1, 1}}));
  ASSERT_EQ(explanation->parts.size(), 2U);
  EXPECT_EQ(explanation->parts[0].articles, 2U);
  EXPECT_EQ(explanation->parts[1].articles, 2U);
  EXPECT_EQ(explanation->parts[1].articles_left, 1U);
  EXPECT_TRUE(explanation->killers.empty());
}

TEST(Explain, NamesThePartsThatNoArticleHas) {
  GeneratedIndex index = small_index();
  const auto explanation = explained(index, "harbour orchard source:nowhere school");
  ASSERT_TRUE(explanation);
  EXPECT_EQ(explanation->killers, (std::vector<SourceRange>{{8, 7}, {16, 14}}));
}

TEST(Explain, NamesThePartThatDoesNotGoWithThoseBeforeIt) {
  GeneratedIndex index = small_index();
  const auto explanation = explained(index, "harbour lantern school");
  ASSERT_TRUE(explanation);
  EXPECT_EQ(explanation->killers, (std::vector<SourceRange>{{16, 6}}));
}

}  // namespace
}  // namespace dateline::search
