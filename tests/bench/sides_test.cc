// The programs as they are, driven by the protocol of the history. When one of these fails, the programs do
// not keep it any more, and no later commit could be measured against an earlier one.

#include <gtest/gtest.h>

#include "bench/support/scratch_folder.h"
#include "bench/track/ask_both.h"
#include "bench/track/index_both.h"
#include "bench/track/instructions.h"
#include "bench/track/lasting_collection.h"
#include "bench/track/piped_shell.h"
#include "indexer/readers/field_map.h"

namespace dateline::bench {
namespace {

TEST(Sides, KeepTheProtocol) {
  const ScratchFolder folder;
  const auto collection = write_lasting_collection(300, 1997, folder.path() / "c.jsonl");
  const auto added = write_lasting_collection(20, 5, folder.path() / "more.jsonl");
  ASSERT_TRUE(collection && added);
  const std::array<Side, 2> sides{Side{"one", DATELINE_PROGRAMS, folder.path() / "one.idx"},
                                  Side{"other", DATELINE_PROGRAMS, folder.path() / "other.idx"}};
  std::string said;
  const Progress progress = [&](const std::string& what) { said += what + '\n'; };
  const auto built = index_both(sides, {collection->file, added->file, ""}, 1, progress);
  ASSERT_TRUE(built) << built.error().what;
  for (const SideIndexing& side : *built) {
    EXPECT_GT(side.articles, 250U);
    EXPECT_GT(side.bytes, 10000U);
    ASSERT_TRUE(side.add);
    EXPECT_EQ(side.add->cpu_seconds.size(), 1U);
  }
  EXPECT_EQ((*built)[0].bytes, (*built)[1].bytes);

  auto shell = PipedShell::open(sides[0].searcher(), sides[0].index);
  ASSERT_TRUE(shell) << shell.error().what;
  EXPECT_TRUE(shell->ask(":there-was-never-such-a-command")->refused());
  EXPECT_FALSE(shell->ask("Kim Jong Un")->text.empty());

  const auto records = read_records(collection->file, indexer::FieldMap());
  ASSERT_TRUE(records);
  const auto questions = draw_questions(*records, true, 2, 1997);
  for (const int clients : {1, 2}) {
    const auto asked = ask_both(sides, questions, {2, 1, clients}, progress);
    ASSERT_TRUE(asked) << asked.error().what;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const Answered& one = asked->sides[0][i];
      const Answered& other = asked->sides[1][i];
      // A page so far on is only in a larger collection.
      if (questions[i].query_class == "deep_page") continue;
      EXPECT_TRUE(one.known) << questions[i].query_class << ": " << questions[i].line;
      EXPECT_EQ(one.articles, other.articles) << questions[i].line;
      EXPECT_EQ(one.cpu_us.size(), 2U * static_cast<unsigned>(clients));
      if (questions[i].query_class == "one_word/rare") {
        EXPECT_GT(one.articles, 0) << questions[i].line;
      }
    }
    EXPECT_GT(asked->peak_bytes[0], 1000000U);
  }
}

TEST(Sides, InstructionsAreTheSameOnEveryRun) {
  if (!can_count_instructions()) GTEST_SKIP() << "skipped: valgrind is not installed";
  const ScratchFolder folder;
  const Progress quiet = [](const std::string&) {};
  const auto first = count_instructions("a", DATELINE_PROGRAMS, "one_word/", folder.path(), quiet);
  const auto second = count_instructions("b", DATELINE_PROGRAMS, "one_word/", folder.path(), quiet);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->size(), 3U);
  for (const auto& [name, instructions] : *first) {
    EXPECT_GT(instructions, 1000) << name;
    EXPECT_NEAR(second->at(name) / instructions, 1, 0.005) << name;
  }
}

TEST(Sides, ASlowedBuildCostsMoreInstructions) {
  if (!can_count_instructions()) GTEST_SKIP() << "skipped: valgrind is not installed";
  const ScratchFolder folder;
  const Progress quiet = [](const std::string&) {};
  const auto usual = count_instructions("usual", DATELINE_PROGRAMS, "any_word/5", folder.path(), quiet);
  const auto slowed =
      count_instructions("slowed", DATELINE_SLOWED_PROGRAMS, "any_word/5", folder.path(), quiet);
  ASSERT_TRUE(usual && slowed);
  EXPECT_GT(slowed->at("any_word/5") / usual->at("any_word/5"), 1.05);
}

TEST(Sides, WhatWasCountedIsReadAgain) {
  if (!can_count_instructions()) GTEST_SKIP() << "skipped: valgrind is not installed";
  const ScratchFolder folder;
  const ScratchFolder kept;
  std::string said;
  const Progress progress = [&](const std::string& what) { said += what + '\n'; };
  const auto count = [&](const char* query_class) {
    said.clear();
    return count_instructions("a", DATELINE_PROGRAMS, query_class, folder.path(), progress, kept.path());
  };
  const auto first = count("one_word/rare");
  ASSERT_TRUE(first);
  EXPECT_NE(said, "");
  const auto again = count("one_word/rare");
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *first);
  EXPECT_EQ(said, "");
  EXPECT_FALSE(count("one_word/middle")->contains("one_word/rare"));
}

}  // namespace
}  // namespace dateline::bench
