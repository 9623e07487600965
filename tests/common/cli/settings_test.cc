#include "common/cli/settings.h"

#include <gtest/gtest.h>

namespace dateline::cli {
namespace {

OptionRow option(const std::string& name, bool repeated = false, bool configurable = true) {
  return {{"--" + name}, "TEXT", "about it", {}, "", "", {}, repeated, false, configurable};
}

ProgramTable search() {
  return {"dateline-search",
          "1",
          "",
          {},
          {{"query", "", {}, {option("index", true), option("limit"), option("from", false, false)}, ""},
           {"kwic", "", {}, {option("index", true), option("limit"), option("max-articles")}, ""}},
          ""};
}

std::vector<Setting> parsed(const std::string& text) {
  const auto settings = parse_settings(text, "d.conf", "/home/kim");
  EXPECT_TRUE(settings) << settings.error().what;
  return settings ? *settings : std::vector<Setting>{};
}

TEST(Settings, AreReadLineByLine) {
  EXPECT_EQ(
      parsed(
          "# a remark\r\n index = ~/kcna.idx \r\n\n[search]\nlimit=20\n[search.kwic]\n--limit = \" 5 \"\n[index]\nstrict = true"),
      (std::vector<Setting>{
          {"", "", "index", "/home/kim/kcna.idx", "d.conf, line 2"},
          {"dateline-search", "", "limit", "20", "d.conf, line 5"},
          {"dateline-search", "kwic", "limit", " 5 ", "d.conf, line 7"},
          {"dateline-index", "", "strict", "true", "d.conf, line 9"},
      }));
  EXPECT_TRUE(parsed("").empty());
  EXPECT_EQ(parsed("\xEF\xBB\xBFindex = a=b").front().value, "a=b");
}

TEST(Settings, WrongLinesAreNamed) {
  struct Case {
    std::string text;
    std::string what;
  };
  for (const Case& c : std::vector<Case>{{"index\n", "d.conf, line 1: a line has the form 'option = value'"},
                                         {"\n= 3\n", "d.conf, line 2: a line has the form 'option = value'"},
                                         {"[query]\n", "d.conf, line 1: [query] is no section"},
                                         {"[search\n", "d.conf, line 1: [search is no section"},
                                         {"[]\n", "d.conf, line 1: [] is no section"}}) {
    const auto settings = parse_settings(c.text, "d.conf", "");
    ASSERT_FALSE(settings) << c.text;
    EXPECT_EQ(settings.error().what, c.what);
    EXPECT_FALSE(settings.error().hint.empty());
  }
}

TEST(Settings, OfUnknownOptionsAreErrors) {
  struct Case {
    std::string text;
    std::string what;  ///< empty: nothing is wrong
    std::string hint;
  };
  for (
      const Case& c : std::vector<Case>{
          {"limit = 3", "", ""},
          {"[index]\nanything = 3", "", ""},
          {"[search]\nlimti = 3",
           "d.conf, line 2: dateline-search has no option 'limti' that may stand there",
           "did you mean limit?"},
          {"[search.kwic]\nindx = 3",
           "d.conf, line 2: dateline-search kwic has no option 'indx' that may stand there",
           "did you mean index?"},
          {"[search.kwik]\nlimit = 3", "d.conf, line 2: dateline-search has no command 'kwik'",
           "dateline-search --help lists the commands"},
          {"[search]\nfrom = 2019",
           "d.conf, line 2: dateline-search has no option 'from' that may stand there",
           "dateline-search config --all lists the options"},
          {"memory = 64", "d.conf, line 1: dateline-search has no option 'memory' that may stand there",
           "above the sections stand options of both programs; those of one stand below [index] or [search]"}}) {
    const Status sound = check_settings(search(), parsed(c.text));
    EXPECT_EQ(sound ? "" : sound.error().what, c.what);
    EXPECT_EQ(sound ? "" : sound.error().hint, c.hint);
  }
}

TEST(Settings, TheNearestIsInForce) {
  const Surroundings around{
      .environment = {"DATELINE_LIMIT=7", "DATELINE_INDEX=", "DATELINE_FROM=2019", "LIMIT=1"}};
  std::vector<Setting> settings =
      parsed("limit = 1\n[search.kwic]\nlimit = 3\n[search]\nlimit = 2\nindex = a\nindex = b");
  const auto value = [&](const std::string& command, const OptionRow& of) {
    std::string out;
    for (const Setting& one : in_force(settings, "dateline-search", command, of)) out += one.value + ";";
    return out;
  };
  EXPECT_EQ(value("kwic", option("limit")), "3;");
  EXPECT_EQ(value("query", option("limit")), "2;");
  EXPECT_EQ(value("query", option("index", true)), "a;b;");
  EXPECT_EQ(value("query", option("index", false)), "b;");
  EXPECT_EQ(value("query", option("other")), "");
  EXPECT_EQ(value("query", option("limit", false, false)), "");
  for (const Setting& one : variable_settings(search(), around)) settings.push_back(one);
  EXPECT_EQ(value("kwic", option("limit")), "7;");
  EXPECT_EQ(value("query", option("index", true)), "a;b;");
  EXPECT_EQ(value("query", option("from", false, false)), "");
  EXPECT_EQ(in_force(settings, "dateline-index", "build", option("limit")).front().value, "1");
}

TEST(Settings, TheFileIsThatOfTheUser) {
  EXPECT_EQ(configuration_file({.environment = {"HOME=/home/kim"}}),
            "/home/kim/.config/dateline/dateline.conf");
  EXPECT_EQ(configuration_file({.environment = {"HOME=/home/kim", "XDG_CONFIG_HOME=/c"}}),
            "/c/dateline/dateline.conf");
  EXPECT_EQ(configuration_file({.environment = {"HOME=/home/kim", "DATELINE_CONFIG=mine"}}), "mine");
  EXPECT_EQ(configuration_file({.environment = {"HOME=/home/kim", "DATELINE_CONFIG="}}), "");
  EXPECT_EQ(configuration_file({}), "");
}

}  // namespace
}  // namespace dateline::cli
