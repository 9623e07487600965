#include "tests/documents/document.h"

#include <gtest/gtest.h>

namespace dateline::documents {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kSample =
    "Text with `$ no command`.\n"
    "```\n"
    "$ dateline-search a b\n"
    "one\n"
    "\n"
    "two in 3.5 ms\n"
    "\n"
    "$ dateline-search c \\\n"
    "    --any\n"
    "```\n"
    "```\n"
    "dateline-index info\n"
    "other text\n"
    "```\n"
    "```console not-run\n"
    "$ dateline-search serve\n"
    "```\n";

TEST(Documents, GiveTheirCommands) {
  const std::vector<Command> commands = commands_of(kSample);
  ASSERT_EQ(commands.size(), 4U);
  EXPECT_EQ(commands[0].text, "dateline-search a b");
  EXPECT_EQ(commands[0].line, 3U);
  EXPECT_EQ(commands[0].output, (Lines{"one", "", "two in 3.5 ms"}));
  EXPECT_EQ(commands[1].text, "dateline-search c  --any");
  EXPECT_TRUE(commands[1].output.empty());
  EXPECT_TRUE(commands[1].has_output);
  EXPECT_EQ(commands[2].text, "dateline-index info");
  EXPECT_FALSE(commands[2].has_output);
  EXPECT_TRUE(commands[2].run);
  EXPECT_FALSE(commands[3].run);
}

TEST(Documents, CompareWithoutTimes) {
  EXPECT_TRUE(matches({"two in 3.5 ms"}, {"two in 0.71 s"}));
  EXPECT_FALSE(matches({"two in 3.5 ms"}, {"three in 3.5 ms"}));
  EXPECT_TRUE(matches({"a", "…", "z"}, {"a", "b", "c", "z"}));
  EXPECT_TRUE(matches({"a", "…", "z"}, {"a", "z"}));
  EXPECT_FALSE(matches({"a", "…", "z"}, {"a", "b"}));
  EXPECT_FALSE(matches({"a"}, {"a", "b"}));
  EXPECT_TRUE(matches({}, {}));
  EXPECT_FALSE(matches({}, {"a"}));
}

TEST(Documents, TakeNewOutputs) {
  std::vector<Command> commands = commands_of(kSample);
  commands[0].output = {"three"};
  commands[1].output = {"four", "five"};
  const std::string changed = with_outputs(kSample, commands);
  EXPECT_NE(
      changed.find("$ dateline-search a b\nthree\n\n$ dateline-search c \\\n    --any\nfour\nfive\n```\n"),
      std::string::npos)
      << changed;
  const std::vector<Command> again = commands_of(changed);
  EXPECT_EQ(again[0].output, Lines{"three"});
  EXPECT_EQ(again[1].output, (Lines{"four", "five"}));
}

}  // namespace
}  // namespace dateline::documents
