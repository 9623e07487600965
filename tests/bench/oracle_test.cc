#include "bench/corpus/oracle.h"

#include <gtest/gtest.h>

#include <vector>

namespace dateline::bench {
namespace {

GeneratedArticle article(std::string title, std::string body) {
  GeneratedArticle out;
  out.title = std::move(title);
  out.body = std::move(body);
  out.source = out.title;
  return out;
}

class OracleTest : public ::testing::Test {
 protected:
  OracleTest() {
    records_.push_back(article("Tarvok Bundags", "The tarvoked, bundag and 강산에."));
    records_.push_back(article("Others", "Bundag tarvok. Tarvok bundaging 남강 산업"));
    records_.push_back(records_.back());
    records_.back().kind = GeneratedArticle::Kind::kSameRecord;
    records_.push_back(article("Tarvok", "Nothing of the kind"));
  }
  std::vector<GeneratedArticle> records_;
};

using Flags = Oracle::Matches;

TEST_F(OracleTest, LeavesOutRecordsThatComeAgain) { EXPECT_EQ(Oracle(records_).articles(), 3U); }

TEST_F(OracleTest, FindsWordsInAllTheirForms) {
  const Oracle oracle(records_);
  EXPECT_EQ(oracle.with_word("tarvok"), (Flags{true, true, true}));
  EXPECT_EQ(oracle.with_word("bundag"), (Flags{true, true, false}));
  EXPECT_EQ(oracle.with_word("absent"), (Flags{false, false, false}));
}

TEST_F(OracleTest, FindsBeginnings) {
  EXPECT_EQ(Oracle(records_).with_prefix("bundagi"), (Flags{false, true, false}));
}

TEST_F(OracleTest, FindsPhrasesAsWrittenAndNotFromTitleToBody) {
  const Oracle oracle(records_);
  using Words = std::vector<std::string>;
  EXPECT_EQ(oracle.with_phrase(Words{"tarvok", "bundags"}), (Flags{true, false, false}));
  EXPECT_EQ(oracle.with_phrase(Words{"bundags", "the"}), (Flags{false, false, false}));
  EXPECT_EQ(oracle.with_phrase(Words{"tarvok", "tarvok"}), (Flags{false, true, false}));
  EXPECT_EQ(oracle.with_phrase(Words{"bundag", "tarvok", "tarvok"}), (Flags{false, true, false}));
  EXPECT_EQ(oracle.with_phrase(Words{"bundag", "absent"}), (Flags{false, false, false}));
}

TEST_F(OracleTest, FindsWordsNearEachOtherInAnyOrder) {
  const Oracle oracle(records_);
  EXPECT_EQ(oracle.with_near("bundag", "tarvok", 2), (Flags{false, true, false}));
  EXPECT_EQ(oracle.with_near("the", "bundag", 2), (Flags{false, false, false}));
  EXPECT_EQ(oracle.with_near("the", "bundag", 3), (Flags{true, false, false}));
  EXPECT_EQ(oracle.with_near("bundag", "the", 3), (Flags{true, false, false}));
  EXPECT_EQ(oracle.with_near("tarvok", "tarvok", 2), (Flags{false, true, false}));
  EXPECT_EQ(oracle.with_near("nothing", "nothing", 9), (Flags{false, false, false}));
}

TEST_F(OracleTest, FindsHangulAcrossBlanks) {
  EXPECT_EQ(Oracle(records_).with_characters("강산"), (Flags{true, true, false}));
}

TEST_F(OracleTest, CombinesAndCounts) {
  const Flags left{true, true, false};
  const Flags right{true, false, false};
  EXPECT_EQ(Oracle::both(left, right), (Flags{true, false, false}));
  EXPECT_EQ(Oracle::either(right, {false, false, true}), (Flags{true, false, true}));
  EXPECT_EQ(Oracle::count(left), 2U);
  const auto values = Oracle(records_).values(left, [](const GeneratedArticle& a) { return a.source; });
  EXPECT_EQ(values.at("Others"), 1U);
  EXPECT_EQ(values.size(), 2U);
}

TEST(Oracle, NamesAWordByTheNumberOfItsArticles) {
  const auto records = generate(400, 5);
  const Oracle oracle(records);
  for (const std::uint64_t wanted : {1U, 5U, 20U}) {
    EXPECT_EQ(Oracle::count(oracle.with_word(oracle.word_in(wanted))), wanted);
    EXPECT_NE(oracle.word_in(wanted), oracle.word_in(wanted, 1));
  }
}

}  // namespace
}  // namespace dateline::bench
