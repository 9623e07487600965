// What a command writes on terminals that show less than others, and into pipes.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/pseudo_terminal.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

using testing::PseudoTerminal;
using testing::Ran;

class PlainTerminal : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ran built = testing::run(
        DATELINE_INDEX_PROGRAM,
        {"build", std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures", "-i", index_, "-q"});
    ASSERT_EQ(built.code, 0) << built.err;
    const Ran first =
        testing::run(DATELINE_SEARCH_PROGRAM, {"export", "lang:ko", "-i", index_, "--format", "csv"});
    const std::size_t line = first.out.find("\n1,");
    ASSERT_NE(line, std::string::npos) << first.out;
    const std::string rest = first.out.substr(line + 3);
    for (std::size_t i = 0; i + kIdDigits <= rest.size() && korean_.empty(); ++i) {
      const std::string id = rest.substr(i, kIdDigits);
      if (id.find_first_not_of("0123456789abcdef") == std::string::npos) korean_ = id;
    }
    ASSERT_FALSE(korean_.empty()) << first.out;
  }

  /// All that a command writes on a terminal.
  std::string on_terminal(std::vector<std::string> arguments,
                          const std::vector<std::string>& environment) const {
    arguments.insert(arguments.begin(), DATELINE_SEARCH_PROGRAM);
    std::vector<std::string> all{"PATH=/usr/bin:/bin", "DATELINE_INDEX=" + index_};
    all.insert(all.end(), environment.begin(), environment.end());
    PseudoTerminal terminal(arguments, all, 200, kColumns);
    terminal.wait_for_end();
    return terminal.output();
  }
  static bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  }

  static constexpr unsigned short kColumns = 80;
  static constexpr std::size_t kIdDigits = 16;
  testing::TemporaryFolder folder_;
  std::string index_ = (folder_.path() / "a.idx").string();
  std::string korean_;  ///< id of an article in Korean
};

struct Case {
  std::vector<std::string> arguments;
  std::string ascii;     ///< what can be read in the locale C
  bool coloured = true;  ///< where colours are welcome
};

TEST_F(PlainTerminal, ShowsWhatItCanOfEveryCommand) {
  const std::vector<Case> cases{
      {{"lang:ko", "--facet", "year"}, " - Juche "},
      {{"facets", "lang:ko"}, "####"},
      {{"show", korean_}, "????"},
      {{"kwic", "평양"}, "????"},
      {{"timeline", "river OR 평양"}, "##"},
      {{"timeline", "river OR 평양", "--sparkline"}, "river OR ????"},
      {{"similar", korean_}, "????"},
      {{"collocates", "평양"}, "??   "},
      {{"significant", "lang:ko"}, "????"},
      {{"explain", "평양"}, "????", false},
      {{"explain", "평양", "--hit", korean_}, "????", false},
      {{"info"}, "articles", false},
      {{"query", "--help"}, "ru ~)", false},
      {{"평양", "AND"}, "???? AND", false},
      {{"show", "평양1"}, "address '????1", false},
  };
  for (const auto& [arguments, ascii, coloured] : cases) {
    std::string name;
    for (const std::string& word : arguments) name += word + " ";
    const std::string full = on_terminal(arguments, {"LC_ALL=C.UTF-8", "TERM=xterm"});
    EXPECT_EQ(full.find('\x1b') != std::string::npos, coloured) << name << full;
    EXPECT_EQ(is_ascii(full), ascii == "articles") << name << full;
    const std::string plain = on_terminal(arguments, {"LC_ALL=C", "TERM=xterm"});
    EXPECT_TRUE(is_ascii(plain)) << name << plain;
    EXPECT_NE(plain.find(ascii), std::string::npos) << name << plain;
    EXPECT_EQ(plain.find('\x1b') != std::string::npos, coloured) << name << plain;
    EXPECT_EQ(std::count(plain.begin(), plain.end(), '\n'), std::count(full.begin(), full.end(), '\n'))
        << name;
    for (const char* dull : {"NO_COLOR=1", "TERM=dumb"}) {
      const std::string grey = on_terminal(arguments, {"LC_ALL=C.UTF-8", dull});
      EXPECT_EQ(grey.find('\x1b'), std::string::npos) << name << dull;
      EXPECT_EQ(is_ascii(grey), is_ascii(full)) << name << dull;
    }
  }
}

TEST_F(PlainTerminal, WritesDataAsUtf8InAnyLocale) {
  const std::vector<std::vector<std::string>> cases{
      {"평양", "--format", "json"},
      {"show", korean_, "--format", "json"},
      {"kwic", "평양", "--format", "json"},
      {"kwic", "평양", "--format", "csv"},
      {"timeline", "평양", "--format", "json"},
      {"similar", korean_, "--format", "json"},
      {"collocates", "평양", "--format", "tsv"},
      {"significant", "lang:ko", "--format", "json"},
      {"export", "평양", "--format", "csv"},
  };
  for (const std::vector<std::string>& arguments : cases) {
    const std::string out = on_terminal(arguments, {"LC_ALL=C", "TERM=xterm"});
    EXPECT_FALSE(is_ascii(out)) << arguments.front() << " " << arguments.back() << out;
    EXPECT_EQ(out.find("???"), std::string::npos) << arguments.front() << " " << arguments.back() << out;
  }
}

TEST_F(PlainTerminal, KeepsAllLettersInAPipe) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"kwic", "평양"}, {"show", korean_}, {"explain", "평양"}}) {
    std::vector<std::string> all{"LC_ALL=C", DATELINE_SEARCH_PROGRAM};
    all.insert(all.end(), arguments.begin(), arguments.end());
    all.insert(all.end(), {"-i", index_});
    const Ran ran = testing::run("/usr/bin/env", all);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_FALSE(is_ascii(ran.out)) << arguments.front();
    EXPECT_EQ(ran.out.find("???"), std::string::npos) << arguments.front();
  }
}

}  // namespace
}  // namespace dateline
