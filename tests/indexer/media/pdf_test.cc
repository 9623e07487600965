#include <gtest/gtest.h>

#include "indexer/readers/pdf/pdf_capture.h"
#include "indexer/readers/pdf/pdf_child.h"
#include "indexer/readers/pdf/pdf_layout.h"
#include "indexer/readers/pdf/pdf_words.h"
#include "tests/indexer/media/read_sample.h"

namespace dateline::indexer {
namespace {

using testing::Lines;
using testing::read_sample;
using testing::summaries;
using testing::told;

/// A page of lines of one column, each a word of `width` points for a letter.
PdfPage page_of(const std::vector<std::string>& lines, float size = 10, float x = 40) {
  PdfPage page{600, 800, {}};
  float y = 200;
  for (const std::string& line : lines) {
    float at = x;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find(' ', begin), line.size());
      const float width = static_cast<float>(end - begin) * size / 2;
      page.words.push_back(
          {at, y, at + width, y + size, size, end < line.size(), line.substr(begin, end - begin)});
      at += width + size / 2;
      begin = end + 1;
    }
    y += size * 1.2F;
  }
  return page;
}

TEST(PdfCapture, ReadsColumnsOneAfterTheOtherWithoutHeads) {
  const PageSink sink = read_sample("greenhouses.pdf");
  EXPECT_EQ(summaries(sink), (Lines{"0 | Heat Pumps Warm the Greenhouses of Rakrang | - | - | - | -"}));
  const std::string& body = sink.pages.at(0).body;
  EXPECT_NE(body.find("green all through the winter."), std::string::npos) << body;
  EXPECT_NE(body.find("by the machine works of the district without a part from abroad."), std::string::npos)
      << body;
  EXPECT_LT(body.find("from abroad."), body.find("The gardeners")) << body;
  EXPECT_EQ(body.find("Winter Gazette"), std::string::npos) << body;
  EXPECT_EQ(body.find("- 1 -"), std::string::npos) << body;
  EXPECT_EQ(told(sink), Lines{});
  EXPECT_EQ(sink.pages[0].marks.at(0).verdict, "not counted: of the file, not of the article");
}

TEST(PdfCapture, ReadsKoreanByTheTablesOfTheLibrary) {
  const PageSink sink = read_sample("greenhouses-ko.pdf");
  EXPECT_EQ(summaries(sink), (Lines{"0 | 락랑구역 온실에 겨울남새 푸르싱싱 | - | - | - | -"}));
  EXPECT_NE(sink.pages.at(0).body.find("한겨울에도 오이와 시금치를 가꾸고있다."), std::string::npos)
      << sink.pages[0].body;
}

TEST(PdfCapture, OfABrowserGivesAddressAndDayOfCapture) {
  const PageSink sink = read_sample("printed-by-a-browser.pdf");
  EXPECT_EQ(
      summaries(sink),
      (Lines{"0 | Heat Pumps Warm the Greenhouses of Rakrang | - | http://gazette.example/2024/heat-pumps | "
             "2024-01-22 | -"}));
  const std::string& body = sink.pages.at(0).body;
  EXPECT_TRUE(body.starts_with("Pyongyang, January 18")) << body;
  EXPECT_TRUE(body.ends_with("in every week.")) << body;
}

TEST(PdfCapture, WarnsOfSeveralHeadlinesAndNamesScans) {
  const PageSink paper = read_sample("newspaper-page.pdf");
  EXPECT_EQ(paper.pages.size(), 1U);
  EXPECT_EQ(
      told(paper),
      (Lines{"warning: page 1 of the PDF holds about 4 headlines, and the document is one article here"}));
  EXPECT_EQ(told(read_sample("scan.pdf")),
            (Lines{"reject: the PDF is a scan: 3 pages of pictures without text"}));
}

TEST(PdfChild, DamageIsARejectOfItsOwn) {
  const auto read = [](const std::string& bytes) {
    PageSink sink;
    read_pdf_capture(bytes, {"p", 0}, sink);
    return told(sink);
  };
  EXPECT_EQ(read("%PDF-1.4\nnothing of it\n"), (Lines{"reject: the PDF is damaged"}));
  EXPECT_EQ(read(""), (Lines{"reject: the PDF is damaged"}));
  EXPECT_EQ(
      read("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count "
           "1000000 /Kids [2 0 R 2 0 R] >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF\n"),
      (Lines{"reject: the PDF is damaged"}))
      << "a tree of pages that runs in a circle";
}

TEST(PdfChild, EndsWhatDoesNotEnd) {
  PdfLimits limits;
  limits.wall = std::chrono::seconds(1);
  const auto ran =
      run_pdf_program("/bin/sleep", "", limits);  // sleeps for as many seconds as there is memory
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().what, "reading the PDF took longer than 1 s");
  const auto missing = run_pdf_program("/no/such/program", "");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kSystem);
}

TEST(PdfChild, IsInASandbox) {
  std::string none = "%PDF-1.4\n";
  const auto printed = run_pdf_program(pdf_program(), none);
  ASSERT_TRUE(printed) << printed.error().what;
  EXPECT_TRUE(printed->starts_with("S ")) << *printed;
}

TEST(PdfWords, OfAnyBytesAreSound) {
  const PdfWords words = parse_pdf_words(
      "S seccomp\nI Title A b\nP 600 800\nW 1 2 3 4 10 1 Fish\nW 1 2 nan 4 10 1 x\nW 1 2\nW 1e30 2 3 4 5 0 y\nE 0\nW 1 2 3 4 5 0 cut");
  EXPECT_TRUE(words.sandboxed && words.complete);
  ASSERT_EQ(words.pages.size(), 1U);
  ASSERT_EQ(words.pages[0].words.size(), 1U);
  EXPECT_EQ(words.pages[0].words[0].text, "Fish");
  EXPECT_EQ(parse_pdf_words("W 1 2 3 4 5 0 no page\n").pages.size(), 0U);
}

TEST(PdfLayout, JoinsWordsThatALineEndCut) {
  const struct {
    std::vector<std::string> lines;
    const char* body;
  } cases[] = {
      {{"the vege-", "table greenhouses"}, "the vegetable greenhouses"},
      {{"anti-imperialist songs and anti-", "imperialist poems"},
       "anti-imperialist songs and anti-imperialist poems"},
      {{"Mr. Kim-", "Park came"}, "Mr. Kim-Park came"},
      {{"pages 12-", "14 of it"}, "pages 12- 14 of it"},
      {{"the end of", "a line"}, "the end of a line"},
  };
  for (const auto& [lines, body] : cases) EXPECT_EQ(lay_out_pdf({page_of(lines)}).body, body);
}

TEST(PdfLayout, KnowsWhereBlanksAreBetweenLinesOfKoreanAndChinese) {
  EXPECT_EQ(lay_out_pdf({page_of({"락랑구역의 남새", "온실에서 남새온실에서 오이를"})}).body,
            "락랑구역의 남새온실에서 남새온실에서 오이를")
      << "the word stands whole elsewhere";
  EXPECT_EQ(lay_out_pdf({page_of({"강물의 열을", "리용하여 오이를"})}).body, "강물의 열을 리용하여 오이를");
  EXPECT_EQ(lay_out_pdf({page_of({"平壤的温室", "冬天也种菜"})}).body, "平壤的温室冬天也种菜");
}

TEST(PdfLayout, DropsHeadsThatComeAgainButNoTextThatDoes) {
  std::vector<PdfPage> pages;
  for (int i = 0; i < 4; ++i) {
    PdfPage page = page_of(
        {"Text of page " + std::string(1, static_cast<char>('A' + i)) + " goes here.", "It comes again."});
    page.words.insert(page.words.begin(),
                      PdfWord{40, 20, 200, 30, 8, false, "Gazette-Nr-" + std::to_string(10 + i)});
    page.words.push_back(PdfWord{300, 780, 310, 790, 8, false, std::to_string(i + 1)});
    pages.push_back(page);
  }
  const std::string body = lay_out_pdf(pages).body;
  EXPECT_EQ(body.find("Gazette"), std::string::npos) << body;
  EXPECT_NE(body.find("page D goes here. It comes again."), std::string::npos) << body;
}

TEST(PdfLayout, CountsLettersThatMeanNothing) {
  const PdfText text = lay_out_pdf({page_of({"\xEE\x80\x80\xEE\x80\x81 abc"})});
  EXPECT_EQ(text.unknown_letters, 2U);
  PageSink sink;
  read_pdf_words(
      "S seccomp\nP 600 800\nW 1 200 90 210 10 0 \xEE\x80\x80\xEE\x80\x81\xEE\x80\x82\xEE\x80\x83\xEE\x80\x84\xEE\x80\x85\xEE\x80\x86"
      "\xEE\x80\x87\xEE\x80\x88\xEE\x80\x89\xEE\x80\x8A\xEE\x80\x8B\nE 0\n",
      {"p", 0}, sink);
  EXPECT_EQ(told(sink), (Lines{"reject: the letters of the PDF have no meaning: its fonts have no map"}));
  PageSink locked;
  read_pdf_words("S none\nF locked\n", {"p", 0}, locked);
  EXPECT_EQ(told(locked), (Lines{"reject: the PDF is locked with a password"}));
  PageSink bare;
  read_pdf_words("S none\nP 600 800\nW 1 200 90 210 10 0 Greenhouses-are-green\nE 0\n", {"p", 0}, bare);
  ASSERT_EQ(bare.rejects.size(), 1U);
  EXPECT_EQ(bare.rejects[0].reason,
            "this kernel has neither seccomp nor Landlock: the PDF was parsed without them");
}

}  // namespace
}  // namespace dateline::indexer
