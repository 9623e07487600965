#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/programs/built_index.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;

/// The calendar, from the program itself.
class Calendar : public testing::BuiltIndex {
 protected:
  void SetUp() override {
    std::ofstream out(path("a.jsonl"));
    int number = 0;
    for (const auto& [day, word] : std::vector<std::pair<std::string, std::string>>{{"2012-12-30", "ferry"},
                                                                                    {"2013-02-27", "ferry"},
                                                                                    {"2013-02-27", "ferry"},
                                                                                    {"2013-02-28", "bridge"},
                                                                                    {"2013-03-02", "ferry"},
                                                                                    {"2013-03", "ferry"},
                                                                                    {"2013", "bridge"},
                                                                                    {"", "ferry"}}) {
      const std::string name = word + " number " + std::to_string(++number);
      json line{{"title", "News of " + name},
                {"body", "All about " + name + " and its story."},
                {"url", "https://example.org/" + std::to_string(number)}};
      if (!day.empty()) line["date"] = day;
      out << line.dump() << "\n";
    }
    out.close();
    build(path("a.jsonl"));
  }
};

TEST_F(Calendar, CountsEachDayLikeASearch) {
  const json year = search_json({"calendar", "2013", "ferry"});
  ASSERT_EQ(year["days"].size(), 365U);
  for (const json& day : year["days"]) {
    const std::string on = "date:" + day["day"].get<std::string>();
    if (day["articles"] == 0) {
      EXPECT_EQ(day["gap"], true);
      continue;
    }
    EXPECT_EQ(day["articles"], search_json({on, "--limit", "0"})["total"]) << on;
    EXPECT_EQ(day["found"], search_json({on, "ferry", "--limit", "0"})["total"]) << on;
  }
  std::uint64_t found = 0;
  for (const json& day : year["days"]) found += day["found"].get<std::uint64_t>();
  EXPECT_EQ(found, 3U);
  EXPECT_EQ(year["month_known_only"], 1);
}

TEST_F(Calendar, ShowsTheLastYearOrTheDaysAskedFor) {
  EXPECT_EQ(search_json({"calendar"})["days"][0]["day"], "2013-01-01");
  EXPECT_EQ(search_json({"calendar", "2012..2013"})["days"].size(), 366U + 365U);
  EXPECT_EQ(search_json({"calendar", "2013-02"})["days"].size(), 28U);
  EXPECT_EQ(search_json({"calendar", "juche102"})["days"].size(), 365U);
  EXPECT_EQ(search_json({"calendar", "--from", "2013-02-27", "--to", "2013-03-02"})["days"].size(), 4U);
  EXPECT_EQ(search({"calendar", "2013", "--from", "2012"}).code, 2);
  EXPECT_EQ(search({"calendar", "2013", "nothing"}).code, 1);
  const Ran words = search({"calendar", "of", "ferry"});
  EXPECT_NE(words.err.find("for the command write: dateline-search calendar YEAR"), std::string::npos)
      << words.err;
}

TEST_F(Calendar, LooksLikeOne) {
  const std::string text = search({"calendar", "2013-02..2013-03", "ferry"}).out;
  EXPECT_NE(text.find("February 2013"), std::string::npos) << text;
  // The 27th with two, the 28th with another one only.
  EXPECT_NE(text.find(" 25    -    -    2    ·"), std::string::npos) << text;
  EXPECT_NE(
      text.find("59 days: 2 with articles found, 1 with others (·), 56 of which nothing was captured (-)"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("1 article, of which only the month is known: without a place here"), std::string::npos)
      << text;
}

TEST_F(Calendar, IsAPictureOfItsOwn) {
  ASSERT_EQ(search({"calendar", "2012..2013", "ferry OR \"<b>&\"", "--svg", path("days.svg")}).code, 0);
  std::ifstream in(path("days.svg"));
  const std::string svg((std::istreambuf_iterator<char>(in)), {});
  EXPECT_TRUE(svg.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "));
  EXPECT_NE(svg.find("&lt;b&gt;&amp;"), std::string::npos);
  EXPECT_EQ(svg.find("style="), std::string::npos);
  EXPECT_NE(svg.find("<title>2013-02-27: 2 of 2 articles</title>"), std::string::npos);
  EXPECT_NE(svg.find("<title>2013-02-26: nothing captured</title>"), std::string::npos);
  std::size_t squares = 0;
  for (std::size_t at = svg.find("<rect x="); at != std::string::npos; at = svg.find("<rect x=", at + 1))
    ++squares;
  EXPECT_EQ(squares, 366U + 365U);
}

TEST_F(Calendar, IsATableToo) {
  const std::string csv = search({"calendar", "2013-02-27..2013-03-01", "ferry", "--format", "csv"}).out;
  EXPECT_EQ(csv, "day,found,articles,gap\n2013-02-27,2,2,\n2013-02-28,0,1,\n2013-03-01,0,0,1\n");
}

}  // namespace
}  // namespace dateline
