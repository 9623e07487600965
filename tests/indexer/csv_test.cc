#include "indexer/readers/csv.h"

#include <gtest/gtest.h>

#include <random>

#include "indexer/readers/csv_rows.h"
#include "tests/indexer/drained.h"

namespace dateline::indexer {
namespace {

using testing::reasons;
using testing::titles;
using Lines = std::vector<std::string>;

PageSink read(const std::string& bytes, const FieldMap& map = {}) {
  std::istringstream in(bytes);
  const auto source = make_file_source(list_inputs({"-"}, Format::kCsv), in);
  return testing::drained(*source, map);
}

TEST(Csv, ReadsOnePageARow) {
  const PageSink sink = read(
      "\xEF\xBB\xBFtitle,body,date,author\r\n"
      "\"A \"\"great\"\" day\",\"One, two.\r\n\r\nThree.\",14/09/2023,nobody\r\n"
      "\r\n"
      "B,b,,\r\n"
      "C,\"c\"");
  EXPECT_EQ(titles(sink), (Lines{"-:2 A \"great\" day", "-:6 B", "-:7 C"}));
  const Page& page = sink.pages[0];
  EXPECT_EQ(page.body, "One, two.\n\nThree.");
  EXPECT_EQ(dates::to_iso(page.field_date.value().day), "2023-09-14");
  EXPECT_EQ(page.extra, (std::vector<std::pair<std::string, std::string>>{{"author", "nobody"}}));
  EXPECT_EQ(reasons(sink), (Lines{"-:7 the row has fewer fields than the header line"}));
}

TEST(Csv, TellsTheSeparatorByTheHeaderLine) {
  for (const char separator : {',', ';', '\t'}) {
    std::string text = "headline|text|section\n\"a|b\"|c,d;e|x\n";
    for (char& c : text) {
      if (c == '|') c = separator;
    }
    if (separator != '\t') text.replace(text.find("c,d;e"), 5, "c de");
    const PageSink sink = read(text);
    ASSERT_EQ(sink.pages.size(), 1U) << separator;
    EXPECT_EQ(sink.pages[0].topic, "x");
  }
}

TEST(Csv, FollowsTheMap) {
  const auto map = FieldMap::parse("title=Titel,body=Text 1,id=Nr");
  const PageSink sink = read("Nr;Titel;Text 1;title\n7;T;b;other\n", *map);
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].key, "7");
  EXPECT_EQ(sink.pages[0].title, "T");
  EXPECT_EQ(sink.pages[0].extra, (std::vector<std::pair<std::string, std::string>>{{"title", "other"}}));
}

TEST(Csv, RejectsRowsThatCannotBeReadAndGoesOn) {
  const PageSink sink = read("title,body\nA,a\nB,b,c\n,\nC,\xFF\xFE\nD,d\n");
  EXPECT_EQ(titles(sink), (Lines{"-:2 A", "-:6 D"}));
  EXPECT_EQ(reasons(sink), (Lines{"-:3 the row has more fields than the header line",
                                  "-:4 the record has neither title nor text", "-:5 the row is not UTF-8"}));
}

TEST(Csv, GoesOnAfterAQuotationMarkThatIsNeverClosed) {
  const PageSink sink = read("title,body\nA,a\n\"B,b\nC,c\nD,d\n");
  EXPECT_EQ(titles(sink), (Lines{"-:2 A", "-:4 C", "-:5 D"}));
  EXPECT_EQ(reasons(sink), (Lines{"-:3 a quotation mark in the row is never closed"}));
}

TEST(Csv, GivesBackWhatWasWritten) {
  std::mt19937 random(7);
  constexpr std::string_view kPieces[] = {"a", "b", "\"", ",", ";", "\n", "\r\n", " ", "평양", "\t"};
  for (int round = 0; round < 500; ++round) {
    std::vector<Lines> rows;
    std::string text;
    for (std::size_t r = 0; r < 1 + random() % 5; ++r) {
      Lines cells;
      for (std::size_t c = 0; c < 3; ++c) {
        std::string cell;
        for (std::size_t i = 0; i < random() % 6; ++i) cell += kPieces[random() % std::size(kPieces)];
        std::string quoted = "\"";
        for (const char ch : cell) quoted += ch == '"' ? "\"\"" : std::string(1, ch);
        quoted += '"';
        const bool plain = cell.find_first_of("\",\r\n") == std::string::npos && random() % 2 == 0;
        text += (c == 0 ? "" : ",") + (plain ? cell : quoted);
        cells.push_back(cell);
      }
      text += random() % 2 == 0 ? "\n" : "\r\n";
      rows.push_back(cells);
    }
    std::string_view rest = text;
    for (const Lines& expected : rows) {
      const std::size_t end = csv_row_end(rest, ',');
      ASSERT_NE(end, std::string_view::npos) << "seed 7, round " << round;
      Lines cells;
      EXPECT_TRUE(split_csv_row(rest.substr(0, end), ',', cells));
      EXPECT_EQ(cells, expected) << "seed 7, round " << round;
      rest.remove_prefix(end);
    }
    EXPECT_TRUE(rest.empty());
  }
}

TEST(Csv, ReadsTheSameInManyBatchesAsInOne) {
  std::string text = "title,body\n";
  Lines expected;
  for (int i = 0, at = 2; i < 20000; ++i) {
    text +=
        "T" + std::to_string(i) + ",\"a\nb " + std::string(static_cast<std::size_t>(i % 53), 'x') + "\"\n";
    expected.push_back("-:" + std::to_string(at) + " T" + std::to_string(i));
    at += 2;
  }
  EXPECT_EQ(titles(read(text)), expected);
}

}  // namespace
}  // namespace dateline::indexer
