#include "common/cli/generate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/cli/words.h"

namespace dateline::cli {
namespace {

/// A program with one of everything that could go wrong in a quotation or a macro.
ProgramTable sample() {
  OptionRow index{
      {"-i", "--index"}, "FOLDER", "folder of the index", {}, "", "archive.idx", {}, true, false, true};
  OptionRow limit{{"-n", "--limit"}, "N", "hits to show", {}, "0 to 1000", "10", {}, false, false, true};
  OptionRow sort{
      {"--sort"}, "TEXT", "date (oldest first) or -date", {"date", "-date"}, "", "date", {"--rank"}, false,
      false,      true};
  OptionRow odd{{"--odd"}, "",    "it's 'quoted', [in brackets], with a \\ and 주체 … and: a colon",
                {},        "",    "",
                {},        false, false,
                true};
  OptionRow text{{"TEXT"}, "QUERY", "words of the query", {}, "", "", {}, true, false, false};
  OptionRow help{{"-h", "--help"}, "", "print this help", {}, "", "", {}, false, false, false};
  return {"dateline-sample",
          "1.2.3",
          "a sample of a program",
          {help},
          {{"query",
            "ranked hits",
            {text},
            {help, index, limit, sort, odd},
            "Examples:\n  dateline-sample 'a b'\n.A line that begins with a point"},
           {"count", "only counts", {text}, {help, index}, ""}},
          "Examples:\n  dateline-sample count x\nExit codes: 0 done, 2 wrong usage."};
}

TEST(Help, FitsIntoEightyColumns) {
  for (const std::string& page : {help(sample()), help(sample(), "query"), help(sample(), "count")}) {
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 90U) << line;
  }
}

TEST(Help, ShowsWhatAnOptionTakes) {
  const std::string page = help(sample(), "query");
  EXPECT_TRUE(page.starts_with(
      "dateline-sample query: ranked hits\nUsage: dateline-sample query [OPTION]... [TEXT]...\n"))
      << page;
  EXPECT_NE(page.find("  -n, --limit N           hits to show (0 to 1000; default 10)\n"), std::string::npos)
      << page;
  EXPECT_NE(page.find("  -i, --index FOLDER      folder of the index (default archive.idx; may be given\n"
                      "                          several times)\n"),
            std::string::npos)
      << page;
  EXPECT_NE(page.find("not with\n                          --rank"), std::string::npos) << page;
}

TEST(ManPage, TakesNoTextForARequest) {
  std::string page = man_page(sample());
  EXPECT_NE(page.find("\n\\&.A line that begins with a point\n"), std::string::npos) << page;
  EXPECT_NE(page.find(".SH EXIT STATUS\nExit codes: 0 done, 2 wrong usage.\n"), std::string::npos) << page;
  std::replace(page.begin(), page.end(), '\n', ' ');
  EXPECT_NE(page.find("\\(aqquoted\\(aq, [in brackets], with a \\e and \\[uC8FC]\\[uCCB4] \\[u2026]"),
            std::string::npos)
      << page;
  EXPECT_TRUE(
      std::all_of(page.begin(), page.end(), [](char c) { return (c >= ' ' && c < 127) || c == '\n'; }));
}

TEST(JsonList, HasEveryRow) {
  const auto list = nlohmann::json::parse(json_list(sample()));
  EXPECT_EQ(list["program"], "dateline-sample");
  const auto& query = list["commands"][0];
  EXPECT_EQ(query["name"], "query");
  EXPECT_EQ(query["operands"][0]["names"][0], "TEXT");
  EXPECT_EQ(query["options"].size(), 5U);
  EXPECT_EQ(query["options"][2]["default"], "10");
  EXPECT_EQ(query["options"][2]["range"], "0 to 1000");
  EXPECT_EQ(query["options"][3]["choices"][1], "-date");
}

TEST(OptionFacts, SayNoChoiceTwice) {
  OptionRow row{{"--color"}, "TEXT", "auto, always, never", {"auto", "always", "never"}, "", "", {}, false,
                false,       true};
  EXPECT_EQ(option_facts(row), "");
  row.about = "colours";
  EXPECT_EQ(option_facts(row), "one of auto, always, never");
}

}  // namespace
}  // namespace dateline::cli
