#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "indexer/readers/office/document_text.h"
#include "indexer/readers/office/office_capture.h"
#include "indexer/readers/office/zip_parts.h"
#include "tests/indexer/media/read_sample.h"
#include "tests/indexer/packed.h"

namespace dateline::indexer {
namespace {

using testing::Lines;
using testing::read_sample;
using testing::summaries;
using testing::told;

TEST(Docx, GivesItsParagraphsAndCountsNoDayOfTheFile) {
  const PageSink sink = read_sample("greenhouses.docx");
  EXPECT_EQ(summaries(sink), (Lines{"0 | Heat Pumps Warm the Greenhouses of Rakrang | - | - | - | -"}));
  EXPECT_NE(sink.pages[0].body.find("draw on the warmth of the river"), std::string::npos)
      << "what is deleted is no text";
  EXPECT_NE(sink.pages[0].body.find(".\n\nThe gardeners"), std::string::npos);
  ASSERT_EQ(sink.pages[0].marks.size(), 1U);
  EXPECT_EQ(sink.pages[0].marks[0].reads, "2024-02-20");
  EXPECT_EQ(sink.pages[0].marks[0].verdict, "not counted: of the file, not of the article");
  EXPECT_EQ(told(sink), Lines{});
}

TEST(Odt, GivesItsParagraphsWithoutCommentsAndDeletions) {
  const PageSink sink = read_sample("greenhouses-ko.odt");
  EXPECT_EQ(summaries(sink), (Lines{"0 | 락랑구역 온실에 겨울남새 푸르싱싱 | - | - | - | -"}));
  EXPECT_EQ(sink.pages[0].body.find("주해"), std::string::npos);
  EXPECT_EQ(sink.pages[0].body.find("지운 글"), std::string::npos);
}

TEST(Epub, GivesEachChapterInTheOrderOfTheBook) {
  const PageSink sink = read_sample("winter-papers.epub");
  EXPECT_EQ(summaries(sink), (Lines{"2 | Heat Pumps Warm the Greenhouses of Rakrang | - | - | - | -",
                                    "3 | Spinach before the Frost Has Left | - | - | - | -"}));
  EXPECT_EQ(sink.skipped, (SkipCounts{{"chapter of a book without prose", 1}}));
  EXPECT_EQ(sink.pages[0].extra,
            (std::vector<std::pair<std::string, std::string>>{{"book", "Winter Papers"}}));
}

PageSink docx(const std::string& document) {
  PageSink sink;
  read_docx_capture(
      testing::archive_of({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document}}, "zip"),
      {"d", 0}, sink);
  return sink;
}

TEST(Docx, KeepsHyphensAtWhichNoLineMayEnd) {
  const PageSink sink = docx(
      "<w:document><w:p><w:r><w:t>Song Un</w:t><w:noBreakHyphen/><w:t>ha was at the ferry with the others when it "
      "was launched</w:t><w:tab/><w:t>again.</w:t></w:r></w:p></w:document>");
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_NE((sink.pages[0].title + sink.pages[0].body).find("Song Un-ha was"), std::string::npos)
      << sink.pages[0].body;
}

TEST(Office, HostileDocumentsAreRejected) {
  EXPECT_EQ(told(docx("")), (Lines{"reject: the document holds no text that can be read"}));
  EXPECT_EQ(told(docx("<w:document/>")), (Lines{"reject: the document holds no text"}));
  EXPECT_EQ(
      docx("<!DOCTYPE a [<!ENTITY b 'x'>]><w:document><w:p><w:t>&b;</w:t></w:p></w:document>").pages.size(),
      1U);
  std::string deep = "<w:document>";
  for (int i = 0; i < 100'000; ++i) deep += "<w:p>";
  EXPECT_LE(docx(deep + "<w:t>x").pages.size(), 1U);
  const std::string bomb(80 << 20, ' ');
  EXPECT_EQ(told(docx(bomb)), (Lines{"reject: the document unpacks to more than 64 MiB"}));
  PageSink sink;
  read_epub_capture("PK\x03\x04 broken", {"e", 0}, sink);
  read_odt_capture(std::string(100, '\0'), {"o", 0}, sink);
  EXPECT_EQ(sink.pages.size(), 0U);
  EXPECT_EQ(sink.rejects.size(), 2U);
}

TEST(Office, AWholeFileCutAnywhereNeverCrashes) {
  std::ifstream in(DATELINE_SOURCE_DIR "/tests/samples/media/winter-papers.epub", std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  ASSERT_GT(whole.size(), 1000U);
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    PageSink sink;
    read_epub_capture(whole.substr(0, size), {"e", 0}, sink);
    EXPECT_EQ(sink.pages.empty() && sink.rejects.empty(), false) << size;
  }
}

TEST(DocumentText, KeepsTheHeaderOfKcnaWatch) {
  PageSink sink;
  read_document_text(
      "September 05, 2025Sep 05, 2025\n\nHeat Pumps Warm the Greenhouses\n\nDate: 19/01/2024 | Source: KCNA.kp (En) | "
      "Read original version at source\n\nPyongyang, January 18 (KCNA) -- Heat pumps keep greenhouses green.",
      {}, {"d", 0}, sink);
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].title, "Heat Pumps Warm the Greenhouses");
  ASSERT_TRUE(sink.pages[0].header_date);
  EXPECT_EQ(dates::to_iso(*sink.pages[0].header_date), "2024-01-19");
}

TEST(DocumentText, TitlesThatTellNothingAreKnown) {
  for (const char* title : {"", "Untitled", "untitled-1", "Microsoft Word - notes.doc", "page1.indd",
                            "Document1", "http://h/", "제목 없음", "문서1", "about:blank"})
    EXPECT_TRUE(is_empty_title(title)) << title;
  for (const char* title :
       {"Document of the Meeting Published", "Heat Pumps", "문서고의 보물", "Untitled works of a painter"})
    EXPECT_FALSE(is_empty_title(title)) << title;
}

}  // namespace
}  // namespace dateline::indexer
