#include <gtest/gtest.h>

#include "bench/peers/compare_peers.h"
#include "bench/peers/lucene.h"
#include "bench/peers/peer.h"
#include "tests/support/temporary_folder.h"

namespace dateline::bench {
namespace {

std::vector<Record> some_records() {
  return {{"Spring planting", "Trees were planted along the river.", "1999-04-01", "a"},
          {"River fishing", "The fishing season began.", "2000-05-01", "b"},
          {"Concert", "A choir sang \"old\" songs.", "2000-06-01", "a"}};
}

TEST(Peers, AgreeOnWhatIsFound) {
  for (auto make : {&make_fts5, &make_plain_xapian}) {
    const testing::TemporaryFolder folder;
    const auto peer = make();
    ASSERT_TRUE(peer->build(some_records(), folder.path()));
    ASSERT_TRUE(peer->open(folder.path()));
    EXPECT_EQ(peer->count({{"river"}, false}).value(), 2U) << peer->name();
    EXPECT_EQ(peer->count({{"rivers", "trees"}, false}).value(), 1U) << peer->name();
    EXPECT_EQ(peer->count({{"tree", "choir"}, true}).value(), 2U) << peer->name();
    EXPECT_EQ(peer->count({{"nothing"}, false}).value(), 0U) << peer->name();
    const auto answer = peer->top_ten({{"tree", "choir"}, true});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->hits, 2U) << peer->name();
    EXPECT_EQ(answer->title_bytes, std::string("Spring planting").size() + std::string("Concert").size());
    EXPECT_EQ(peer->top_ten_with_facets({{"river"}, false})->hits, 2U);
  }
}

TEST(Peers, SayWhatIsWrong) {
  const auto xapian = make_plain_xapian();
  EXPECT_FALSE(xapian->open("/nowhere/at all"));
  const auto fts5 = make_fts5();
  EXPECT_FALSE(fts5->open("/nowhere/at all"));
}

TEST(Peers, AreAskedTheClassesThatAllUnderstand) {
  QueryCase all{"all_words/5", Action::kSearch, {}, 1};
  all.request.query = "a AND b AND c AND d AND e";
  QueryCase any{"any_word/2", Action::kSearch, {}, 1};
  any.request.query = "a b";
  any.request.any = true;
  QueryCase phrase{"phrase/2", Action::kSearch, {}, 1};
  phrase.request.query = "\"a b\"";
  const auto queries = peer_queries(std::vector<QueryCase>{all, any, phrase});
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(queries[0].words.size(), 5U);
  EXPECT_FALSE(queries[0].any);
  EXPECT_TRUE(queries[1].any);
}

TEST(Peers, AreTimedWithAndWithoutFacets) {
  const testing::TemporaryFolder folder;
  const auto peer = make_plain_xapian();
  ASSERT_TRUE(peer->build(some_records(), folder.path()));
  ASSERT_TRUE(peer->open(folder.path()));
  const std::vector<PeerQuery> queries{{{"river"}, false}, {{"trees", "choir"}, true}};
  const auto figures = ask_peer(*peer, queries, 2, 1);
  ASSERT_TRUE(figures);
  ASSERT_EQ(figures->size(), 4U);
  EXPECT_EQ(figures->front().hits, 2U);
  EXPECT_GT(figures->front().p50_us, 0);
}

TEST(Lucene, IsSkippedWithAReasonWhereItIsNot) {
  const testing::TemporaryFolder folder;
  const auto figures = measure_lucene(folder.path(), {}, {}, folder.path() / "scratch");
  ASSERT_TRUE(figures);
  EXPECT_NE(figures->skipped.find("skipped"), std::string::npos);
}

}  // namespace
}  // namespace dateline::bench
