#include "indexer/options.h"

#include <gtest/gtest.h>

namespace dateline::indexer {
namespace {

using Words = std::vector<std::string>;

template <class A>
A parsed(const Words& arguments) {
  const auto result = parse_arguments(arguments, "1.2.3");
  if (!result) {
    ADD_FAILURE() << result.error().out << result.error().err;
    return {};
  }
  if (!std::holds_alternative<A>(*result)) {
    ADD_FAILURE() << "another command: " << result->index();
    return {};
  }
  return std::get<A>(*result);
}

TEST(IndexOptions, ReadEachCommand) {
  const auto build = parsed<BuildArguments>({"build", "a", "b.jsonl", "-i", "x.idx", "--format", "tsv",
                                             "--memory", "64", "--builder", "official", "-q", "--strict"});
  EXPECT_FALSE(build.add);
  EXPECT_EQ(build.inputs, (Words{"a", "b.jsonl"}));
  EXPECT_EQ(build.index, "x.idx");
  EXPECT_EQ(build.read_as, "tsv");
  EXPECT_EQ(build.memory_megabytes, 64U);
  EXPECT_EQ(build.builder, "official");
  EXPECT_TRUE(build.quiet);
  EXPECT_TRUE(build.strict);
  const auto add = parsed<BuildArguments>({"add", "-", "--read-as", "html"});
  EXPECT_TRUE(add.add);
  EXPECT_EQ(add.read_as, "html");
  EXPECT_EQ(parsed<RemoveArguments>({"remove", "12ab", "-", "--output", "json"}).ids, (Words{"12ab", "-"}));
  EXPECT_TRUE(parsed<InspectArguments>({"inspect", "a.txt", "--body"}).body);
  EXPECT_EQ(parsed<DatesArguments>({"dates", "-", "--format", "vector"}).output, "vector");
  EXPECT_EQ(parsed<InfoArguments>({"info", "-i", "x.idx"}).index, "x.idx");
  EXPECT_EQ(parsed<CheckArguments>({"check", "--index", "x.idx"}).index, "x.idx");
  EXPECT_TRUE(parsed<CheckArguments>({"check", "--quick"}).quick);
  EXPECT_TRUE(parsed<MergeArguments>({"merge", "--clean", "-i", "x.idx"}).clean);
}

TEST(IndexOptions, WrongUsageSaysWhatIsWrong) {
  struct Case {
    Words arguments;
    std::string said;
  };
  const std::vector<Case> cases{{{}, "To begin:"},
                                {{"build", "--way", "update"}, "--way"},
                                {{"build", "a", "--threads", "65"}, "--threads"},
                                {{"add", "a", "--output", "loud"}, "--output: loud not in"},
                                {{"remove"}, "ID is required"},
                                {{"check", "x.idx"}, "x.idx"}};
  for (const Case& c : cases) {
    const auto result = parse_arguments(c.arguments, "1.2.3");
    ASSERT_FALSE(result) << c.said;
    EXPECT_EQ(result.error().code, ExitCode::kUsage);
    EXPECT_EQ(result.error().out, "");
    EXPECT_NE(result.error().err.find(c.said), std::string::npos) << result.error().err;
  }
}

TEST(IndexOptions, HelpAndVersionAreNoErrors) {
  for (const Words& words : {Words{"--help"}, Words{"build", "--help"}, Words{"check", "-h"}}) {
    const auto result = parse_arguments(words, "1.2.3");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ExitCode::kDone);
    EXPECT_EQ(result.error().err, "");
    EXPECT_NE(result.error().out.find("Usage: dateline-index"), std::string::npos) << result.error().out;
  }
  EXPECT_EQ(parse_arguments({"--version"}, "1.2.3").error().out, "dateline-index 1.2.3\n");
}

}  // namespace
}  // namespace dateline::indexer
