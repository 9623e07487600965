#include "bench/track/history.h"

#include <gtest/gtest.h>

#include "bench/support/files.h"
#include "bench/support/scratch_folder.h"

namespace dateline::bench {
namespace {

HistoryLine a_line() {
  HistoryLine line;
  line.day = "2026-11-30";
  line.commit = "0123456789ab";
  line.changed = true;
  line.subject = "Words \"as written\"";
  line.before = "ba9876543210";
  line.machine = "xeonx2";
  line.ground = "GNU 12.2.0";
  line.collection = "generated";
  line.collection_hash = "00";
  line.questions_hash = "11";
  line.classes["one_word/rare"] = {1.25, 2.5, 3.5, 1.05, 17, 2, Tracked{1000, 1.01}};
  line.classes["name"] = {1.25, 2.5, 3.5, std::nullopt, 17, 0, std::nullopt};
  line.figures["index_bytes"] = {1e9, 0.98};
  return line;
}

TEST(History, ALineIsReadAsItWasWritten) {
  const auto read = history_line_from_json(to_json(a_line()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, a_line());
  EXPECT_EQ(to_json(a_line()).find('\n'), std::string::npos);
}

TEST(History, WhatIsNoLineIsAnErrorWithItsNumber) {
  EXPECT_FALSE(history_line_from_json("{}"));
  EXPECT_FALSE(history_line_from_json("no JSON"));
  const ScratchFolder folder;
  const auto file = folder.path() / "history.jsonl";
  ASSERT_TRUE(write_file(file, to_json(a_line()) + "\nno JSON\n"));
  const auto lines = read_history_lines(file);
  ASSERT_FALSE(lines);
  EXPECT_NE(lines.error().what.find("history.jsonl:2:"), std::string::npos);
}

TEST(History, LinesAreOnlyAdded) {
  const ScratchFolder folder;
  const auto file = folder.path() / "history.jsonl";
  EXPECT_TRUE(read_history_lines(file)->empty());
  ASSERT_TRUE(append_line(file, a_line()));
  const auto before = read_file(file);
  ASSERT_TRUE(append_line(file, a_line()));
  const auto after = read_file(file);
  ASSERT_TRUE(before && after);
  EXPECT_TRUE(after->starts_with(*before));
  EXPECT_EQ(read_history_lines(file)->size(), 2U);
}

TEST(History, RatiosAreFollowedFromLineToLine) {
  const std::vector<Followed> lines{{false, {}}, {true, {}}, {true, 0.5}, {false, {}}, {true, 3.0}};
  const auto values = follow(lines);
  ASSERT_EQ(values.size(), 5U);
  EXPECT_FALSE(values[0]);
  EXPECT_DOUBLE_EQ(*values[1], 1);
  EXPECT_DOUBLE_EQ(*values[2], 0.5);
  EXPECT_FALSE(values[3]);
  EXPECT_DOUBLE_EQ(*values[4], 1.5);
}

TEST(History, TheProjectsOwnIsAChain) {
  const auto lines = read_history_lines(std::filesystem::path(DATELINE_SOURCE_DIR) / "bench/history.jsonl");
  ASSERT_TRUE(lines) << lines.error().what;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    const HistoryLine& line = (*lines)[i];
    EXPECT_EQ(line.before, i == 0 ? "" : (*lines)[i - 1].commit) << i + 1;
    EXPECT_FALSE(line.classes.empty()) << i + 1;
    EXPECT_GT(line.figures.at("index_bytes").value, 0) << i + 1;
    EXPECT_GT(line.figures.at("build_instructions").value, 0) << i + 1;
    for (const auto& [name, of] : line.classes) EXPECT_LE(of.p50, of.p99) << i + 1 << name;
  }
}

}  // namespace
}  // namespace dateline::bench
