#include "indexer/readers/mail/mail_capture.h"

#include "indexer/readers/mail/mail_text.h"
#include "indexer/readers/mail/mime.h"
#include "tests/indexer/media/read_sample.h"

namespace dateline::indexer {
namespace {

using testing::Lines;
using testing::read_sample;
using testing::summaries;
using testing::told;

PageSink mail(const std::string& bytes) {
  PageSink sink;
  read_mail_capture(bytes, {"m", 0}, sink);
  return sink;
}

const std::string kText =
    "Pyongyang, January 18 (KCNA) -- Heat pumps that draw on the warmth of the river keep the vegetable greenhouses "
    "of Rakrang District green all through the winter, and ducks stay.\n";

TEST(Mhtml, OfChromeGivesThePageItsAddressAndTheDayOfItsSaving) {
  const PageSink sink = read_sample("chrome.mhtml");
  EXPECT_EQ(summaries(sink),
            (Lines{"0 | Heat Pumps Warm the Greenhouses | - | http://gazette.example/2024/heat-pumps | "
                   "2024-01-22 | -"}));
  ASSERT_FALSE(sink.pages[0].marks.empty());
  EXPECT_EQ(sink.pages[0].marks.back().verdict, "not counted: when the page was saved");
  EXPECT_EQ(sink.pages[0].marks.back().reads, "2024-01-22");
  EXPECT_EQ(told(sink), Lines{});
}

TEST(Mhtml, OfExplorerIsReadInItsEncoding) {
  const PageSink sink = read_sample("explorer.mht");
  EXPECT_EQ(summaries(sink),
            (Lines{"0 | 온실에 겨울남새 푸르싱싱 | - | http://gazette.example/ko/14 | 2018-01-20 | -"}));
  EXPECT_NE(sink.pages[0].body.find("시금치를 가꾸고있다."), std::string::npos);
}

TEST(Mhtml, OfFramesGivesTheFrameWithTheText) {
  const std::string head =
      "From: <Saved by Blink>\nSnapshot-Content-Location: http://h.example/index.html\nSubject: x\n"
      "Date: Mon, 22 Jan 2024 09:30:54 -0000\nMIME-Version: 1.0\n"
      "Content-Type: multipart/related; boundary=\"b\"\n\n";
  const std::string frames =
      "--b\nContent-Type: text/html\nContent-Location: http://h.example/index.html\n\n"
      "<html><frameset><frame src='menu.html'><frame src='news.html'></frameset></html>\n";
  const std::string news =
      "--b\nContent-Type: text/html\nContent-Location: http://h.example/news.html\n\n"
      "<html><title>News</title><body><h1>News</h1><p>" +
      kText + "</p></body></html>\n";
  const std::string menu =
      "--b\nContent-Type: text/html\nContent-Location: http://h.example/menu.html\n\n"
      "<html><body><a href=a>A</a></body></html>\n";
  for (const std::string& parts : {frames + news + menu, frames + menu + news}) {
    EXPECT_EQ(summaries(testing::ingested({"-"}, head + parts + "--b--\n")),
              (Lines{"0 | News | - | http://h.example/news.html | 2024-01-22 | -"}));
  }
}

TEST(Mhtml, WithoutAPageIsRejected) {
  EXPECT_EQ(told(testing::ingested(
                {"-"},
                "From: <Saved by Blink>\nSnapshot-Content-Location: http://h.example/\nMIME-Version: 1.0\n"
                "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n")),
            (Lines{"reject: the MHTML file holds no page"}));
}

TEST(MailCapture, OfANewsletterTakesThePage) {
  const PageSink sink = read_sample("newsletter.eml");
  EXPECT_EQ(summaries(sink), (Lines{"0 | 온실에 겨울남새 | - | - | 2024-01-20 | -"}));
  EXPECT_EQ(sink.pages[0].body.find("<"), std::string::npos);
  EXPECT_NE(sink.pages[0].body.find("석탄을 절약한"), std::string::npos)
      << "the page says more than the plain text";
  EXPECT_EQ(sink.pages[0].source_name, "Winter Gazette");
}

TEST(MailCapture, ThatOnlyListsLinksGivesNoArticle) {
  EXPECT_EQ(told(read_sample("alert.eml")), (Lines{"reject: the mail lists 2 links and holds no article"}));
  const std::string links =
      "<html><body><p><a href='http://a/'>Heat pumps warm the greenhouses</a></p><p>A short word "
      "...</p><p><a href='http://b/'>Ducks stay for the winter</a></p></body></html>";
  EXPECT_EQ(told(mail("From: a@b\nSubject: today\nContent-Type: text/html\n\n" + links)),
            (Lines{"reject: the mail lists 2 links and holds no article"}));
  const std::string article = "<html><body><p>" + kText +
                              "</p><p><a href='http://a/'>Read in a browser</a></p>"
                              "<p><a href='http://b/'>Unsubscribe</a></p></body></html>";
  EXPECT_EQ(mail("From: a@b\nSubject: today\nContent-Type: text/html\n\n" + article).pages.size(), 1U);
  EXPECT_EQ(mail("From: a@b\nSubject: today\n\n" + kText + "\nhttp://a/1\nhttp://a/2\n").pages.size(), 1U);
}

TEST(Mailbox, GivesEachMailWithWhatItPassesOn) {
  const PageSink sink = read_sample("mails.mbox");
  EXPECT_EQ(summaries(sink), (Lines{"1 | Heat Pumps Warm the Greenhouses | - | - | 2024-01-19 | -",
                                    "2 | Ducks Stay for the Winter | - | - | 2024-01-21 | -"}));
  EXPECT_NE(sink.pages[0].body.find("\nFrom there the gardeners"), std::string::npos) << sink.pages[0].body;
  EXPECT_EQ(sink.pages[0].body.find("For your file"), std::string::npos);
  EXPECT_EQ(
      sink.pages[1].body,
      "The ducks of the park have found that the warm water that runs back to the river from the greenhouses does "
      "not freeze, and stay for the winter with the swans.");
  EXPECT_EQ(sink.read_as, (SkipCounts{{"mbox", 2}}));
}

TEST(MailCapture, GivesMailsAndPagesThatAreAttached) {
  const std::string inner = "From: c@d\nSubject: Ducks\nDate: Fri, 19 Jan 2024 08:00:00 +0000\n\n" + kText;
  const std::string bytes =
      "From: a@b\nSubject: two things\nDate: Sat, 20 Jan 2024 08:00:00 +0000\nMIME-Version: 1.0\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n" +
      inner +
      "\n--b\nContent-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n"
      "<html><title>Pumps</title><body><h1>Pumps</h1><p>" +
      kText +
      "</p></body></html>\n"
      "--b\nContent-Type: application/pdf\n\nx\n--b--\n";
  const PageSink sink = mail(bytes);
  EXPECT_EQ(summaries(sink),
            (Lines{"0 | Pumps | - | - | 2024-01-20 | -", "2 | Ducks | - | - | 2024-01-19 | -"}));
  EXPECT_EQ(sink.skipped, (SkipCounts{{"file attached to a mail", 1}}));
}

TEST(MailCapture, ReadsHeadsInAnyEncoding) {
  const struct {
    const char* subject;
    const char* title;
  } cases[] = {
      {"=?EUC-KR?B?v8K9x7+hILDcv++zsrv1?=", "온실에 겨울남새"},
      {"=?utf-8?Q?=EC=98=A8=EC=8B=A4?= =?utf-8?Q?=EC=97=90?=", "온실에"},
      {"=?koi8-r?B?9MXQzMnD2Q==?=", "Теплицы"},
      {"\xBF\xC2\xBD\xC7\xBF\xA1 \xB0\xDC\xBF\xEF\xB3\xB2\xBB\xF5", "온실에 겨울남새"},
      {"Re: Fwd: [kcna-list] Ducks", "Ducks"},
      {"전달: 온실", "온실"},
      {"[Editorial] Ducks", "[Editorial] Ducks"},
      {"=?broken?Q?a=ZZ?=", "a=ZZ"},
  };
  for (const auto& [subject, title] : cases) {
    const PageSink sink = mail(std::string("From: a@b\nSubject: ") + subject + "\n\n" + kText);
    ASSERT_EQ(sink.pages.size(), 1U) << subject;
    EXPECT_EQ(sink.pages[0].title, title) << subject;
  }
}

TEST(MailText, FindsWhatIsPassedOn) {
  const struct {
    const char* text;
    const char* subject;  // "-": nothing is passed on
  } cases[] = {
      {"Begin forwarded message:\n\nFrom: A <a@b>\nSubject: Ducks\nDate: 19 January 2024\nTo: c@d\n\nText.",
       "Ducks"},
      {"-----Original Message-----\r\nFrom: A\r\nSent: Friday\r\nTo: B\r\nSubject: Ducks\r\n\r\nText.",
       "Ducks"},
      {"----- 원본 메일 -----\n보낸사람: A\n받는사람: B\n날짜: 2024년 1월 19일\n제목: 오리\n\n본문.", "오리"},
      {"От: А\nКому: Б\nДата: 19 января\nТема: Утки\n\nТекст.", "Утки"},
      {"发件人：甲\n日期：2024年1月19日\n主题：鸭\n\n正文。", "鸭"},
      {"> From: A\n> Date: today\n> Subject: Ducks\n>\n> Text.", "Ducks"},
      {"Subject: a matter of ducks\nThey stay.", "-"},
      {"From: here\nto there", "-"},
  };
  for (const auto& [text, subject] : cases) {
    const auto found = find_forwarded(text);
    EXPECT_EQ(found ? found->subject : "-", subject) << text;
  }
}

TEST(MailText, IsUnquotedAndUnfolded) {
  EXPECT_EQ(unquoted("> One\n> two.\n>\n> Three.\n"), "One\ntwo.\n\nThree.\n");
  EXPECT_EQ(unquoted("One \ntwo.\n-- \nA. Name\n", true), "One two.\n");
  EXPECT_EQ(unquoted("온 \n실\n", true, true), "온실\n");
  EXPECT_EQ(unquoted("I said:\n> this\nYes.\nNo.\nWell.\n"), "I said:\n> this\nYes.\nNo.\nWell.\n");
}

TEST(Mime, PartsInPartsEnd) {
  std::string deep = "From: a@b\nSubject: x\nMIME-Version: 1.0\n";
  for (int i = 0; i < 20'000; ++i) {
    const std::string n = std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=b" + n + "\n\n--b" + n + "\n";
  }
  deep += "Content-Type: text/plain\n\n" + kText;
  EXPECT_TRUE(parse_mime(deep).cut);
  std::string mails;
  for (int i = 0; i < 20'000; ++i) mails += "From: a@b\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n";
  EXPECT_TRUE(parse_mime(mails + kText).cut);
}

TEST(Mime, TakesNoMoreThanItsLimits) {
  std::string many = "From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 30; ++i) many += "--b\nContent-Type: text/plain\n\n" + kText;
  MimeLimits limits;
  limits.parts = 10;
  EXPECT_EQ(parse_mime(many, limits).parts.size(), 10U);
  limits.bytes = 2 * kText.size();
  EXPECT_EQ(parse_mime(many, limits).parts.size(), 2U);
  EXPECT_TRUE(parse_mime(many, limits).cut);
}

TEST(Mime, GivesTheLibraryNoMoreThanItsLimits) {
  std::string many = "From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 30; ++i) many += "--b\nX-A: 1\nX-B: 2\n\n" + kText;
  EXPECT_FALSE(parse_mime(many).cut);
  const Mail few_parts = parse_mime(many, {.boundaries = 11});
  EXPECT_TRUE(few_parts.cut);
  EXPECT_EQ(few_parts.parts.size(), 10U);  // one of the eleven lines tells the kind of all
  const Mail few_fields = parse_mime(many, {.fields = 3 + 2 * 20});
  EXPECT_TRUE(few_fields.cut);
  EXPECT_EQ(few_fields.parts.size(), 20U);
}

}  // namespace
}  // namespace dateline::indexer
