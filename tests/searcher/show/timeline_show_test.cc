#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "searcher/show/timeline.h"

namespace dateline::show {
namespace {

using search::PeriodUnit;
using search::Timeline;

/// A year of months from January 2023 on; a found of -1 is a gap.
Timeline months(const std::vector<int>& found) {
  Timeline out;
  out.query = "flood & <rain>";
  out.by = PeriodUnit::kMonth;
  out.revision = "db-000001";
  std::int64_t period = search::period_of(out.by, *dates::parse_iso_day("2023-01-01"));
  for (const int n : found) {
    search::TimelineCount count;
    if (n >= 0) count = {static_cast<std::uint64_t>(n), 50, 10000};
    out.periods.push_back({search::label(out.by, period), search::first_day(out.by, period),
                           search::last_day(out.by, period), count});
    out.all.found += count.found;
    out.all.articles += count.articles;
    out.all.words += count.words;
    ++period;
  }
  return out;
}

TEST(TimelineText, ShowsBarsGapsAndLongEmptyRuns) {
  Timeline timeline = months({8, 0, -1, 1, 0, 0, 0, 0, -1, -1, -1, -1});
  timeline.undated = {2, 3, 900};
  EXPECT_EQ(timeline_text(timeline, {}, {.width = 60}),
            "flood & <rain>, articles by month\n"
            "               found    of all    share articles/M\n"
            "2023-01            8        50  16.00 %      800.0  █████████\n"
            "2023-02            0        50   0.00 %        0.0\n"
            "2023-03                nothing captured\n"
            "2023-04            1        50   2.00 %      100.0  █▏\n"
            "2023-05 … 2023-08: none in 200 articles\n"
            "2023-09 … 2023-12: nothing captured\n"
            "no date            2         3  66.67 %     2222.2\n"
            "9 of 350 articles (2.57 %)\n"
            "/M: for a million words printed\n");
}

TEST(TimelineText, FitsTheWidth) {
  const Timeline timeline = months(std::vector<int>(600, 3));
  for (const std::size_t width : {20U, 40U, 57U, 80U, 200U}) {
    const std::string line = timeline_text(timeline, {.sparkline = true}, {.width = width});
    const std::size_t begin = line.find('\n') + 1;
    std::size_t columns = 0;
    for (const char c : line.substr(begin, line.find('\n', begin) - begin))
      columns += (c & 0xC0) != 0x80 ? 1 : 0;
    EXPECT_LE(columns, std::max<std::size_t>(width, 24));
  }
}

TEST(TimelineText, DrawsASparkline) {
  EXPECT_EQ(timeline_text(months({8, 0, -1, 1, 4}), {.sparkline = true}, {.width = 60}),
            "flood & <rain>, articles by month\n2023-01 █ ·▂▅ 2023-05\n13 of 200 articles (6.50 %)\n");
}

TEST(TimelineJson, HasNullsForWhatHasNoValue) {
  const auto json = nlohmann::json::parse(timeline_json(months({8, -1})));
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["by"], "month");
  EXPECT_EQ(json["periods"][0]["share"], 0.16);
  EXPECT_EQ(json["periods"][0]["found_per_million_words"], 800);
  EXPECT_EQ(json["periods"][0]["to"], "2023-01-31");
  EXPECT_EQ(json["periods"][1]["gap"], true);
  EXPECT_TRUE(json["periods"][1]["share"].is_null());
  EXPECT_EQ(json["total"], 8);
}

TEST(TimelineTable, HasALineForEveryPeriodAndEveryRoughDate) {
  Timeline timeline = months({8, -1});
  timeline.year_only = {1, 3, 700};
  const Table table = timeline_table(timeline);
  EXPECT_EQ(
      table_text(table, *choose_columns(table.columns, ""), Delimiter::kComma),
      "period,from,to,found,articles,words,share,found_per_million_words,gap,places,places_per_million_words\n"
      "2023-01,2023-01-01,2023-01-31,8,50,10000,0.16,800,0,,\n"
      "2023-02,2023-02-01,2023-02-28,0,0,0,,,1,,\n"
      "month known only,,,0,0,0,,,0,,\n"
      "year known only,,,1,3,700,0.333333,1428.57,0,,\n"
      "no date,,,0,0,0,,,0,,\n");
}

TEST(TimelineSvg, EscapesTextAndSaysInWordsWhatItShows) {
  const std::string svg = timeline_svg(months({8, -1, 2}), TimelineMeasure::kFound);
  EXPECT_TRUE(svg.starts_with("<?xml"));
  EXPECT_NE(svg.find("<title id=\"title\">flood &amp; &lt;rain&gt;, articles by month</title>"),
            std::string::npos);
  EXPECT_NE(
      svg.find(
          "Bar chart of 3 periods from 2023-01 to 2023-03. 10 of 100 articles are found. The highest bar "
          "is 2023-01 with 8. Of 1 period, shown in grey, nothing was captured."),
      std::string::npos)
      << svg;
  EXPECT_EQ(svg.find("<rain"), std::string::npos);
  EXPECT_NE(svg.find("2023-02: nothing captured"), std::string::npos);
}

/// Every element of a document is closed in its order.
void expect_well_formed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = xml.substr(at + 1, end - at - 1);
    const std::string element =
        tag.substr(tag.starts_with('/') ? 1 : 0, tag.find_first_of(" /", 1) - (tag.starts_with('/') ? 1 : 0));
    if (tag.starts_with('?') || tag.ends_with('/')) continue;
    if (tag.starts_with('/')) {
      ASSERT_FALSE(open.empty());
      EXPECT_EQ(open.back(), tag.substr(1));
      open.pop_back();
    } else {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(TimelineSvg, IsWellFormedWhateverTheQuery) {
  for (const char* query : {"", "a\x1b]0;b", "\"'&<>]]>", "\xff\xfe", "\xEF\xBF\xBF", "평양 강"}) {
    for (const std::vector<int>& found : {std::vector<int>{}, {0}, {-1}, {1, 2, 3}}) {
      Timeline timeline = months(found);
      timeline.query = query;
      const std::string svg = timeline_svg(timeline, TimelineMeasure::kShare);
      expect_well_formed(svg);
      EXPECT_EQ(svg.find('\x1b'), std::string::npos);
      EXPECT_EQ(svg.find("nan"), std::string::npos);
      EXPECT_EQ(svg.find("inf"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace dateline::show
