#include "searcher/repl/command.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "searcher/repl/settings.h"
#include "tests/support/temporary_folder.h"

namespace dateline::search {
namespace {

std::string in_a_table(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

/// The rows of the table of docs/repl.md that follows a mark.
std::string documented(const std::string& mark) {
  const std::string document =
      testing::read_whole(std::filesystem::path(DATELINE_SOURCE_DIR) / "docs/repl.md");
  const std::size_t at = document.find("<!-- " + mark + ":");
  EXPECT_NE(at, std::string::npos) << mark;
  const std::size_t rows = document.find("| --- |", at);
  const std::size_t begin = document.find('\n', rows) + 1;
  return document.substr(begin, document.find("\n\n", begin) + 1 - begin);
}

TEST(Commands, AreThoseOfTheDocument) {
  std::string expected;
  for (const Command& command : all_commands()) {
    expected += fmt::format("| `{}` | {} |\n", in_a_table(command.usage), in_a_table(command.summary));
  }
  EXPECT_EQ(documented("commands"), expected);
}

TEST(Settings, AreThoseOfTheDocument) {
  std::string expected;
  for (const Setting& setting : all_settings()) {
    expected += fmt::format("| `{}` | {} | {} |\n", setting.name, setting.values, setting.help);
  }
  EXPECT_EQ(documented("settings"), expected);
}

TEST(Commands, AreFoundByAnyBeginningThatMeansOne) {
  const struct {
    std::string_view written;
    std::vector<std::string_view> expected;
  } cases[] = {
      {"quit", {"quit"}},
      {"q", {"quit"}},
      {"n", {"narrow", "next", "ngrams", "note"}},
      {"na", {"narrow"}},
      {"set", {"set"}},
      {"se", {"set", "sets"}},
      {"sets", {"sets"}},
      {"fo", {"forget", "forward"}},
      {"", {}},
      {"nonsense", {}},
      {"quits", {}},
      {"Quit", {}},
  };
  for (const auto& [written, expected] : cases) {
    std::vector<std::string_view> found;
    for (const Command* command : find_commands(written)) found.push_back(command->name);
    EXPECT_EQ(found, expected) << written;
  }
}

TEST(Commands, AreProposedForAlmostTheirName) {
  const struct {
    std::string_view written;
    std::string_view expected;  ///< empty: nothing
  } cases[] = {
      {"exlain", "explain"}, {"explian", "explain"}, {"hepl", "help"}, {"narow", "narrow"}, {"x", ""},
      {"nonsense", ""},      {"facts", "facets"},    {"", ""},         {"\xff\xfe", ""},    {"shw", "show"},
  };
  for (const auto& [written, expected] : cases) {
    const Command* near = near_command(written);
    EXPECT_EQ(near != nullptr ? near->name : "", expected) << written;
  }
  EXPECT_EQ(near_command(std::string(100000, 'a')), nullptr) << "and quickly";
}

TEST(Commands, HaveUsagesThatBeginWithTheirNames) {
  std::set<std::string_view> names;
  for (const Command& command : all_commands()) {
    EXPECT_TRUE(command.usage.starts_with(fmt::format(":{}", command.name))) << command.name;
    EXPECT_FALSE(command.summary.empty()) << command.name;
    EXPECT_NE(command.run, nullptr) << command.name;
    EXPECT_TRUE(names.insert(command.name).second) << command.name << " stands twice";
  }
}

TEST(Settings, KeepTheirValuesWhenNewOnesAreWrong) {
  for (const Setting& setting : all_settings()) {
    Settings settings;
    const std::string before = setting.get(settings);
    for (const char* value : {"nonsense", "0", "-1", "1e3", "100000000000000000000", "\xff"}) {
      const Status done = setting.set(settings, value);
      EXPECT_FALSE(done) << setting.name << " " << value;
      EXPECT_EQ(setting.get(settings), before) << setting.name << " " << value;
    }
    EXPECT_TRUE(setting.set(settings, before)) << setting.name << " does not take what it says: " << before;
  }
}

TEST(Settings, StandInTheOrderOfTheirNames) {
  std::string last;
  for (const Setting& setting : all_settings()) {
    EXPECT_LT(last, setting.name);
    last = setting.name;
  }
}

}  // namespace
}  // namespace dateline::search
