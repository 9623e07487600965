#include "indexer/readers/html_capture.h"

#include <gtest/gtest.h>

#include "common/dates/scanner.h"

namespace dateline::indexer {
namespace {

PageSink read(const std::string& bytes, const CaptureContext& context = {}) {
  PageSink sink;
  read_html_capture(bytes, {"a.html", 0}, sink, context);
  return sink;
}

const std::string kArticle =
    "<p>Pyongyang, September 14 (KCNA) -- A new ferry crossed the river for the first time on Thursday, and "
    "many "
    "people stood on the banks to greet it with flags and flowers.</p>"
    "<p>The ferry is blue, has two decks and carries two hundred passengers, said its captain to the guests "
    "of the "
    "ceremony on the quay.</p>";

TEST(HtmlCapture, OfKcnaWatchLosesHeaderAndTeasers) {
  const std::string page =
      "<html><head><title>New Ferry | KCNA Watch</title><link rel=canonical "
      "href=\"https://kcnawatch.org/newstream/1/new-ferry/\"></head><body><article><h1>New Ferry</h1>"
      "<p>September 05, 2025Sep 05, 2025</p>"
      "<p>Date: 15/09/2023 | Source: KCNA.kp (En) | Read original version at source</p>" +
      kArticle +
      "<p>More From KCNA.kp (En)</p><p>Zebras arrive in the zoo of the capital, where children wait for them "
      "since "
      "early in the morning of the day.</p></article></body></html>";
  const PageSink sink = read(page);
  ASSERT_EQ(sink.pages.size(), 1U);
  const Page& read_page = sink.pages[0];
  EXPECT_EQ(read_page.body.find("Zebras"), std::string::npos);
  EXPECT_EQ(read_page.body.find("Date:"), std::string::npos);
  EXPECT_TRUE(read_page.body.starts_with("Pyongyang, September 14"));
  EXPECT_TRUE(read_page.body.ends_with("on the quay."));
  ASSERT_TRUE(read_page.header_date);
  EXPECT_EQ(dates::to_iso(*read_page.header_date), "2023-09-15");
  ASSERT_TRUE(read_page.captured);
  EXPECT_EQ(dates::to_iso(*read_page.captured), "2025-09-05");
  EXPECT_EQ(read_page.body.find("2025"), std::string::npos);
  EXPECT_EQ(read_page.source_name, "KCNA.kp (En)");
}

TEST(HtmlCapture, OfOthersKeepsALineThatBeginsLikeTeasers) {
  const PageSink sink =
      read("<html><head><title>T</title></head><body><article>" + kArticle +
           "<p>More From the harbour than from the hills came the guests, said the old man who had "
           "seen all of them go by that day.</p></article></body></html>");
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_NE(sink.pages[0].body.find("More From the harbour"), std::string::npos);
}

std::string stamp_of(const PageSink& sink) {
  const auto mentions = dates::scan_text(sink.pages.at(0).text).mentions;
  return !mentions.empty() && mentions[0].kind == dates::Kind::kStamp ? dates::to_iso(mentions[0].from) : "";
}

TEST(HtmlCapture, ReadsTheDayThatStandsBetweenHeadlineAndText) {
  const std::string menu = "<div><a href=/>Home</a> <a href=/p>Politics</a> <a href=/e>Economy</a></div>";
  const struct {
    const char* name;
    std::string page;
    std::string day;
    std::string title;
  } cases[] = {
      {"page head of kcna.co.jp",
       "<title>New Ferry</title><table><tr><td><font><a href=c.htm>calendar</a>&gt;&gt;September 14. 2018 "
       "Juche "
       "107</font></td></tr></table><center><b>New Ferry</b></center>" +
           kArticle,
       "2018-09-14", "New Ferry"},
      {"its Korean page head",
       "<title>새 배</title><p><a href=c.htm>과거기사 달력</a>&gt;&gt;2021년 4월 14일기사 목록</p>" +
           kArticle,
       "2021-04-14", "새 배"},
      {"below a headline that its class names, the site's name as title",
       "<title>Rodong Sinmun</title>" + menu +
           "<div class=ArticleTitle>New Ferry</div><div>2023.9.14.</div>" + kArticle,
       "2023-09-14", "New Ferry"},
      {"masthead below a heading",
       "<title>New Ferry</title><h2>New Ferry</h2><p>주체112(2023)년 9월 14일 로동신문</p>" + kArticle,
       "2023-09-14", "New Ferry"},
      {"the clock of the site, above the headline",
       "<title>New Ferry</title>" + menu + "<div>2024.3.1.</div><h2>New Ferry</h2>" + kArticle, "",
       "New Ferry"},
      {"the clock without any headline",
       "<title>New Ferry</title>" + menu + "<div>2024.3.1.</div>" + kArticle, "", "New Ferry"},
      {"a sentence with a date",
       "<title>New Ferry</title><h2>New Ferry</h2><p>Since 2023.9.14. it runs</p>" + kArticle, "",
       "New Ferry"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const PageSink sink = read("<html><body>" + c.page + "</body></html>");
    ASSERT_EQ(sink.pages.size(), 1U);
    EXPECT_EQ(stamp_of(sink), c.day);
    EXPECT_EQ(sink.pages[0].title, c.title);
    EXPECT_TRUE(sink.pages[0].body.starts_with("Pyongyang, September 14")) << sink.pages[0].body;
  }
}

TEST(HtmlCapture, KeepsTheLineOfTheDayWithTheText) {
  const std::pair<const char*, bool> cases[] = {
      {"<h3 class=byline>by Ann Bee<br><span>Thursday, September 14, 2023</span></h3>", true},
      {"<p>14 September 2023 | By Ann Bee</p>", true},
      {"<div class='article_date margin_bottom_10'>September 14, 2023 - 11:28</div>", true},
      {"<div class='page_bottom'>September 14, 2023 - 11:28</div>", false},
      {"<p>The exhibition, September 14, 2023</p>", false},
  };
  for (const auto& [line, is_kept] : cases) {
    const PageSink sink =
        read("<html><body><h1>New Ferry</h1>" + std::string(line) + kArticle + "</body></html>");
    ASSERT_EQ(sink.pages.size(), 1U);
    const std::string_view text = sink.pages[0].text;
    EXPECT_EQ(text.substr(0, text.find("\n\n")).find("2023") != std::string::npos, is_kept) << line;
  }
}

TEST(HtmlCapture, ReadsDatesOfMetadataThatAreForPeople) {
  const std::pair<const char*, const char*> cases[] = {
      {"2023-09-14T10:00:00+09:00", "2023-09-14"},
      {"14/09/2023", "2023-09-14"},
      {"14 September 2023", "2023-09-14"},
      {"Published on Thursday, 14 September 2023, 10:00", "2023-09-14"},
      {"Juche 112.9.14", "2023-09-14"},
      {"some day", ""},
  };
  for (const auto& [printed, expected] : cases) {
    const PageSink sink = read("<html><head><title>T</title><meta name=\"pubdate\" content=\"" +
                               std::string(printed) + "\"></head><body>" + kArticle + "</body></html>");
    ASSERT_EQ(sink.pages.size(), 1U) << printed;
    const auto& date = sink.pages[0].field_date;
    EXPECT_EQ(date ? dates::to_iso(date->day) : "", expected) << printed;
  }
}

TEST(HtmlCapture, TakesAddressAndDayOfWhoeverFetchedIt) {
  CaptureContext context;
  context.url = "http://example.org/fetched";
  context.captured = dates::parse_iso_day("2020-02-03");
  const PageSink sink =
      read("<html><head><title>T</title><link rel=canonical href=\"http://example.org/other\"></head><body>" +
               kArticle + "</body></html>",
           context);
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].url, "http://example.org/fetched");
  EXPECT_EQ(sink.pages[0].captured, context.captured);
}

TEST(HtmlCapture, IsReadDespiteAStrayNul) {
  std::string page = "<html><head><title>T</title></head><body>" + kArticle + "</body></html>";
  page.insert(page.find("ferry"), 1, '\0');
  EXPECT_EQ(read(page).pages.size(), 1U);
}

}  // namespace
}  // namespace dateline::indexer
