#include "indexer/readers/missing_page.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "indexer/ledger/gone_file.h"

namespace dateline::indexer {
namespace {

using ledger::Missing;

std::string text_of(const std::optional<Missing>& missing) {
  return missing ? std::string(ledger::name(*missing)) : "nothing";
}

TEST(MissingByStatus, TellsWhatIsGone) {
  struct Case {
    int status;
    std::string_view location;
    std::string_view expected;
  };
  const Case cases[] = {
      {200, "", "nothing"},
      {404, "", "gone"},
      {410, "", "gone"},
      {403, "", "blocked"},
      {451, "", "blocked"},
      {429, "", "blocked"},
      {503, "", "blocked"},
      {302, "/", "redirect"},
      {301, "http://www.kcna.kp/", "redirect"},
      {302, "https://kcna.kp/en/index.php?x=1", "redirect"},
      {302, "/kp", "redirect"},
      {301, "https://kcna.kp/en/article/q/1.kcmsf", "nothing"},
      {302, "/en/article/q/2.kcmsf", "nothing"},
      {302, "2.kcmsf", "nothing"},
      {304, "", "nothing"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(text_of(missing_by_status(c.status, c.location)), c.expected) << c.status << " " << c.location;
  }
}

TEST(MissingByText, KnowsTheSentenceOfAnErrorPageUnderTheNameOfTheSite) {
  struct Case {
    std::string_view body;
    std::string_view expected;
  };
  const Case cases[] = {
      {"The article you requested does not exist.", "soft-gone"},
      {"The requested URL /en/article/q/7.kcmsf was not found on this server.", "soft-gone"},
      {"Sorry, this page is no longer available.\n\nGo back to the home page", "soft-gone"},
      {"We can't find the page you are looking for.", "soft-gone"},
      {"El artículo solicitado no existe.", "soft-gone"},
      {"La página que busca no se encuentra en este servidor.", "soft-gone"},
      {"Запрашиваемая страница не найдена.", "soft-gone"},
      {"요청하신 기사를 찾을 수 없습니다.", "soft-gone"},
      {"존재하지 않는 페이지입니다. 존재하지 않거나 옮겨졌습니다.", "soft-gone"},
      {"お探しのページは見つかりませんでした。", "soft-gone"},
      {"您访问的页面不存在", "soft-gone"},
      {"This page is not available: access denied by the firewall of your network.", "blocked"},
      {"The page is temporarily unavailable, try again later.", "nothing"},
      {"This article of 1950 tells of a bridge over the river.", "nothing"},
      {"This page of the album shows the ferry.", "nothing"},
      {"The requested timber was delivered to the builders of the mill.", "nothing"},
      {"Pyongyang, March 4 (KCNA) -- The page you are looking for does not exist, the poet wrote.",
       "nothing"},
      {"요청하신 책을 도서관에서 빌릴수 있습니다.", "nothing"},
      {"", "nothing"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(text_of(missing_by_text("Example News", c.body)), c.expected) << c.body;
  const std::string story = "The article you requested does not exist. " + std::string(600, 'x');
  EXPECT_EQ(text_of(missing_by_text("Example News", story)), "nothing");
}

TEST(MissingByText, TellsErrorPagesFromArticles) {
  struct Case {
    std::string_view title;
    std::size_t body_bytes;
    std::string_view expected;
  };
  const Case cases[] = {
      {"404 Not Found", 20, "soft-gone"},
      {"Page not found | KCNA", 200, "soft-gone"},
      {"PAGE NOT FOUND", 0, "soft-gone"},
      {"Página no encontrada", 100, "soft-gone"},
      {"페이지를 찾을 수 없습니다", 30, "soft-gone"},
      {"Web Page Blocked", 300, "blocked"},
      {"Just a moment...", 80, "blocked"},
      {"Attention Required! | Cloudflare", 800, "blocked"},
      {"Not Found in the Valley: Rare Bird Returns", 200, "nothing"},
      {"404 Houses Built in Hamju", 200, "nothing"},
      {"Access Denied to Ships in Western Waters", 200, "nothing"},
      {"Page Not Found", 20000, "nothing"},
      {"", 10, "nothing"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(text_of(missing_by_text(c.title, std::string(c.body_bytes, 'x'))), c.expected) << c.title;
  }
}

TEST(GoneFile, ReadsListsAndIndexesOfWebArchives) {
  const auto read = [](std::string_view line) -> std::string {
    const auto page = read_gone_line(line);
    if (!page) return "wrong: " + page.error().what;
    if (!*page) return "-";
    return fmt::format("{} {} {} {}", (*page)->address, (*page)->day ? dates::to_iso(*(*page)->day) : "?",
                       (*page)->status, ledger::name((*page)->missing));
  };
  EXPECT_EQ(read("http://kcna.kp/a\t2013-12-14\t404"), "http://kcna.kp/a 2013-12-14 404 gone");
  EXPECT_EQ(read("http://kcna.kp/a\t2013-12-14T09:30:00Z\t200\r"), "http://kcna.kp/a 2013-12-14 200 there");
  EXPECT_EQ(read("http://kcna.kp/a\t20131214093000\t503"), "http://kcna.kp/a 2013-12-14 503 blocked");
  EXPECT_EQ(read("kp,kcna)/a 20131214093000 http://kcna.kp/a text/html 410 ABC 512"),
            "http://kcna.kp/a 2013-12-14 410 gone");
  EXPECT_EQ(read("kp,kcna)/a 20131214093000 http://kcna.kp/a text/html 200 ABC - - 512 3 f.warc.gz"),
            "http://kcna.kp/a 2013-12-14 200 there");
  EXPECT_EQ(read(R"(kp,kcna)/a 20131214093000 {"url": "http://kcna.kp/a", "status": "404"})"),
            "http://kcna.kp/a 2013-12-14 404 gone");
  EXPECT_EQ(read(R"(kp,kcna)/a 20131214093000 {"url": "http://kcna.kp/a", "status": 404})"),
            "http://kcna.kp/a 2013-12-14 404 gone");
  EXPECT_EQ(read(" CDX N b a m s k r M S V g"), "-");
  EXPECT_EQ(read("kp,kcna)/s.css 20131214093000 http://kcna.kp/s.css text/css 404 ABC 512"), "-");
  EXPECT_EQ(read("kp,kcna)/a 20131214093000 http://kcna.kp/a warc/revisit - ABC 512"), "-");
  EXPECT_EQ(read("# a comment"), "-");
  EXPECT_EQ(read(""), "-");
  EXPECT_EQ(read("http://kcna.kp/a"), "wrong: the line is none of address, time and status");
  EXPECT_EQ(read("http://kcna.kp/a\tyesterday\t404"), "wrong: the time is none");
  EXPECT_EQ(read("http://kcna.kp/a\t2013-02-30\t404"), "wrong: the time is none");
  EXPECT_EQ(read("http://kcna.kp/a\t2013-02-20\t999"), "wrong: the status is none of HTTP");
  EXPECT_EQ(read("kp 20131214093000 {\"url\": \"http"), "wrong: the line of CDXJ is damaged");
}

}  // namespace
}  // namespace dateline::indexer
