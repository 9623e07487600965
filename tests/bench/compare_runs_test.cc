#include "bench/record/compare_runs.h"

#include <gtest/gtest.h>

#include "tests/bench/sample_runs.h"

namespace dateline::bench {
namespace {

TEST(CompareRuns, FindsTheClassThatIsSlower) {
  const auto comparison = compare_runs(sample_run(1, 1), sample_run(1.25, 2), {});
  ASSERT_TRUE(comparison);
  EXPECT_TRUE(comparison->slower());
  const PhaseComparison& phase = comparison->phases.front();
  ASSERT_EQ(phase.classes.size(), 2U);
  EXPECT_FALSE(phase.classes[0].slower) << phase.classes[0].ratio;
  EXPECT_TRUE(phase.classes[1].slower);
  EXPECT_NEAR(phase.classes[1].ratio, 1.25, 0.03);
  const std::string text = text_of(*comparison, {});
  EXPECT_NE(text.find("SLOWER"), std::string::npos) << text;
}

TEST(CompareRuns, FindsNothingBetweenEqualRuns) {
  for (unsigned seed = 2; seed < 12; ++seed) {
    const auto comparison = compare_runs(sample_run(1, 1), sample_run(1, seed), {});
    ASSERT_TRUE(comparison);
    EXPECT_FALSE(comparison->slower()) << text_of(*comparison, {});
  }
}

TEST(CompareRuns, GivesNoVerdictWhereSomethingElseRanBeside) {
  const auto comparison = compare_runs(sample_run(1, 1), sample_run(1.25, 2), {});
  ASSERT_TRUE(comparison);
  EXPECT_TRUE(comparison->phases.front().judged);
  EXPECT_FALSE(comparison->phases.back().judged);
}

TEST(CompareRuns, DividesTheSpeedOfTheMachineOut) {
  SavedRun slower_machine = sample_run(1, 2);
  for (Sample& sample : slower_machine.samples) {
    sample.wall_ns *= 2;
    sample.waited_ns *= 2;
  }
  const auto comparison = compare_runs(sample_run(1, 1), slower_machine, {});
  ASSERT_TRUE(comparison);
  EXPECT_NEAR(comparison->phases.front().machine, 2, 0.05);
  EXPECT_FALSE(comparison->slower());
}

TEST(CompareRuns, RefusesOtherCollectionsAndOtherQueries) {
  SavedRun other = sample_run();
  other.summary.collection.hash = "ff";
  EXPECT_FALSE(compare_runs(sample_run(), other, {}));
  other = sample_run();
  other.summary.collection.queries_hash = "ff";
  const auto refused = compare_runs(sample_run(), other, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUsage);
}

TEST(CompareRuns, JudgesIndexingByTimeMemoryAndBytes) {
  struct Case {
    const char* name;
    void (*change)(IndexingFigures&);
    bool worse;
  };
  const Case cases[] = {
      {"the same", [](IndexingFigures&) {}, false},
      {"every repetition a quarter slower",
       [](IndexingFigures& of) {
         of.seconds = {0.14, 0.13, 0.15};
       },
       true},
      {"one repetition slow",
       [](IndexingFigures& of) {
         of.seconds = {0.11, 0.11, 0.9};
       },
       false},
      {"once only", [](IndexingFigures& of) { of.seconds = {0.5}; }, false},
      {"a fifth more memory", [](IndexingFigures& of) { of.peak_bytes = 72000000; }, true},
      {"a little more memory", [](IndexingFigures& of) { of.peak_bytes = 63000000; }, false},
      {"a larger index", [](IndexingFigures& of) { of.index_bytes = 9300000; }, true},
      {"a smaller index", [](IndexingFigures& of) { of.index_bytes = 8000000; }, false},
  };
  for (const Case& c : cases) {
    SavedRun after = sample_run();
    c.change(after.summary.indexing.front());
    const auto comparison = compare_runs(sample_run(), after, {});
    ASSERT_TRUE(comparison);
    EXPECT_EQ(comparison->indexes_worse(), c.worse) << c.name << '\n' << text_of(*comparison, {});
    EXPECT_FALSE(comparison->slower());
  }
  SavedRun peer = sample_run();
  peer.summary.indexing.back().index_bytes *= 2;
  EXPECT_FALSE(compare_runs(sample_run(), peer, {})->indexes_worse()) << "other engines are only shown";
}

TEST(CompareRuns, ShowsIndexingThatBecameFaster) {
  SavedRun after = sample_run();
  after.summary.indexing.front().seconds = {0.05, 0.05, 0.05};
  const auto comparison = compare_runs(sample_run(), after, {});
  ASSERT_TRUE(comparison);
  ASSERT_FALSE(comparison->indexing.empty());
  EXPECT_NEAR(comparison->indexing.front().after, 0.05, 1e-9);
  EXPECT_FALSE(comparison->indexes_worse());
}

}  // namespace
}  // namespace dateline::bench
