#include "bench/track/against.h"

#include <gtest/gtest.h>

#include "bench/corpus/random.h"
#include "bench/track/history.h"

namespace dateline::bench {
namespace {

constexpr std::size_t kQuestions = 5;
constexpr int kRounds = 15;

std::vector<Question> questions() {
  std::vector<Question> out;
  for (const char* name : {"one_word/rare", "phrase/2", "timeline"}) {
    for (std::size_t i = 0; i < kQuestions; ++i) out.push_back({name, "", {}, "line", "query"});
  }
  return out;
}

/// Times that spread by a tenth, as on a machine that does other things too.
Answered answered(double microseconds, Random& random) {
  Answered out{true, 3, {}, {}};
  for (int i = 0; i < kRounds; ++i) {
    const double noise = 1 + random.between(0, 100) / 1000.0;
    out.cpu_us.push_back(microseconds * noise);
    out.wall_us.push_back(2 * microseconds * noise);
  }
  return out;
}

AskedBoth asked(double slower_phrases, std::uint64_t seed) {
  AskedBoth out;
  Random random(seed);
  for (std::size_t side = 0; side < 2; ++side) {
    for (const Question& question : questions()) {
      const bool slowed = side == 1 && question.query_class == "phrase/2";
      out.sides[side].push_back(answered(slowed ? 100 * slower_phrases : 100, random));
    }
  }
  return out;
}

std::string slower_in(const std::vector<ClassAgainst>& classes) {
  std::string out;
  for (const ClassAgainst& of : classes) {
    if (of.change.slower) out += of.name + ' ';
  }
  return out;
}

TEST(Against, FindsTheSlowedClassAndNoOther) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    EXPECT_EQ(slower_in(compare_classes(questions(), asked(1, seed), {})), "") << "seed " << seed;
    EXPECT_EQ(slower_in(compare_classes(questions(), asked(1.25, seed), {})), "phrase/2 ") << "seed " << seed;
    const auto faster = compare_classes(questions(), asked(0.75, seed), {});
    EXPECT_EQ(slower_in(faster), "") << "seed " << seed;
    EXPECT_TRUE(faster[1].faster) << "seed " << seed;
    EXPECT_FALSE(faster[0].faster) << "seed " << seed;
  }
}

TEST(Against, CountsAnswersThatDifferAndStillTimesThem) {
  AskedBoth both = asked(1, 1);
  both.sides[1][0].articles = 4;
  both.sides[1][1].articles = -1;  // not counted there
  const auto classes = compare_classes(questions(), both, {});
  EXPECT_EQ(classes[0].asked, kQuestions - 1);
  EXPECT_EQ(classes[0].differ, 1U);
  EXPECT_EQ(classes[0].articles[0], 15);
  EXPECT_TRUE(classes[0].both());
  EXPECT_NEAR(classes[0].change.ratio, 1, 0.05);
  EXPECT_EQ(classes[1].differ, 0U);
}

TEST(Against, WhatASideDoesNotKnowIsNew) {
  AskedBoth both = asked(1, 1);
  for (std::size_t i = 2 * kQuestions; i < 3 * kQuestions; ++i) both.sides[0][i] = {};
  Against against;
  against.names = {"old", "new"};
  against.classes = compare_classes(questions(), both, {});
  EXPECT_FALSE(against.classes[2].both());
  EXPECT_FALSE(against.worse());
  EXPECT_NE(text_of(against).find("new |"), std::string::npos);
  const HistoryLine line = line_of(against, false);
  EXPECT_FALSE(line.classes.at("timeline").ratio);
  EXPECT_TRUE(line.classes.at("phrase/2").ratio);
  EXPECT_FALSE(line_of(against, true).classes.at("phrase/2").ratio);
}

TEST(Against, MoreInstructionsAreWorse) {
  Against against;
  against.classes = compare_classes(questions(), asked(1, 1), {});
  against.classes[0].instructions = {1000.0, 1040.0};
  EXPECT_FALSE(against.worse());
  against.classes[0].instructions = {1000.0, 1060.0};
  EXPECT_TRUE(against.worse());
  EXPECT_NE(text_of(against).find("MORE"), std::string::npos);
}

}  // namespace
}  // namespace dateline::bench
