// The same article on other pages: whatever stands round it, title, text, day and source stay.

#include <gtest/gtest.h>
#include <iconv.h>

#include <string>
#include <vector>

#include "indexer/pipeline/article_maker.h"
#include "indexer/readers/html_capture.h"

namespace dateline::indexer {
namespace {

struct Story {
  const char* title;
  std::vector<const char*> paragraphs;
  const char* language;
};

const Story kEnglish{"Ferry Sails Again",
                     {"The ferry over the lower river sails again after its engine was repaired in the yard "
                      "of the county, and the "
                      "first passengers were the pupils of the school on the other bank.",
                      "It takes forty people and two carts at a time, and it leaves when the bell has been "
                      "rung twice by the oldest of "
                      "the ferrymen, who has worked there since he was a boy.",
                      "The people of the valley said that the way to the market is now shorter by an hour, "
                      "and brought apples to the "
                      "crew."},
                     "en"};
const Story kKorean{
    "강나루 배길 다시 열려",
    {"아래강의 나루배가 기관수리를 마치고 다시 다니기 시작하였다. 첫 손님들은 건너마을 학교의 학생들이였다.",
     "나루배에는 한번에 마흔명과 달구지 두대가 탈수 있으며 종을 두번 울리면 떠난다고 나이많은 사공이 "
     "말하였다.",
     "골안의 주민들은 장마당으로 가는 길이 한시간 짧아졌다고 하면서 사공들에게 사과를 안겨주었다."},
    "ko"};

const Story kRussian{
    "Паром снова ходит через реку",
    {"Паром через нижнюю реку снова ходит после того, как его двигатель починили на верфи уезда, и первыми "
     "пассажирами стали ученики школы на другом берегу.",
     "Он берёт сорок человек и две повозки за раз и отходит, когда самый старый паромщик дважды позвонит в "
     "колокол.",
     "Жители долины говорят, что дорога на рынок стала короче на час, и принесли команде яблоки."},
    "ru"};
const Story kJapanese{
    "渡し船ふたたび運航",
    {"下流の渡し船は郡の造船所で機関の修理を終え、ふたたび運航をはじめた。最初の乗客は対岸の学"
     "校の生徒たちであった。",
     "船は一度に四十人と荷車二台を乗せることができ、最年長の船頭が鐘を二度鳴らすと出発する。",
     "谷の住民たちは市場への道が一時間短くなったと話し、船頭たちにりんごを贈った。"},
    "ja"};
const Story kSimplified{"渡船重新开航",
                        {"下游的渡船在郡造船厂修好机器后重新开航，第一批乘客是对岸学校的学生。",
                         "渡船一次可载四十人和两辆大车，最年长的船夫敲两下钟后便启程。",
                         "山谷的居民说去市场的路短了一个小时，并给船夫们送来了苹果。"},
                        "zh"};
const Story kTraditional{"渡船重新開航",
                         {"下游的渡船在郡造船廠修好機器後重新開航，第一批乘客是對岸學校的學生。",
                          "渡船一次可載四十人和兩輛大車，最年長的船夫敲兩下鐘後便啟程。",
                          "山谷的居民說去市場的路短了一個小時，並給船夫們送來了蘋果。"},
                         "zh"};

/// A page: what stands in its head, what above, round and below the article, and how the article is marked
/// up.
struct Layout {
  const char* name;
  std::string head;
  std::string before;  ///< between <body> and the article
  std::string open;    ///< of the article, before the headline
  std::string below_headline;
  std::string end_of_text;  ///< paragraph behind the last one
  std::string close;
};

std::string page_of(const Layout& layout, const Story& story, const std::string& above = {},
                    const std::string& below = {}, const std::string& charset = "utf-8") {
  std::string text;
  for (const char* paragraph : story.paragraphs) text += "<p>" + std::string(paragraph) + "</p>\n";
  return "<!DOCTYPE html><html lang=" + std::string(story.language) + "><head><meta charset=" + charset +
         "><title>" + story.title + "</title>" + layout.head + "</head><body>" + above + layout.before +
         layout.open + "<h1>" + story.title + "</h1>" + layout.below_headline + "\n" + text +
         layout.end_of_text + layout.close + below + "</body></html>";
}

/// Ten ways in which a page says that it is of 4 July 2023.
std::vector<Layout> layouts(const Story& story) {
  const std::string title = story.title;
  return {
      {"a stamp at the end", "", "", "<div class=c1>", "", "<p>www.kcna.kp (Juche112.7.4.)</p>", "</div>"},
      {"a masthead below the headline", "", "", "<div>", "<p>July 4, 2023 Tuesday</p>", "", "</div>"},
      {"a masthead above it that names the paper", "", "<div class=newsdate>2023년 7월 4일 로동신문</div>",
       "<div>", "", "", "</div>"},
      {"an article with a time in its head", "", "", "<article><time datetime='2023-07-04'>4 July</time>", "",
       "", "</article>"},
      {"a time in the foot of the article", "", "", "<article>", "",
       "<footer class=entry-footer><time datetime='2023-07-04'>on Tuesday</time></footer>", "</article>"},
      {"metadata of social networks",
       "<meta property='article:published_time' content='2023-07-04T09:00:00+09:00'>", "", "<div>", "", "",
       "</div>"},
      {"JSON-LD by its headline",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":")" + title +
           R"(","datePublished":"2023-07-04"}</script>)",
       "", "<div>", "", "", "</div>"},
      {"JSON-LD in a graph, by its address",
       R"(<link rel=canonical href="http://www.kcna.kp/en/ferry"><script type="application/ld+json">{"@graph":[)"
       R"({"@type":"NewsArticle","@id":"http://www.kcna.kp/en/mill","datePublished":"2019-01-01"},)"
       R"({"@type":"NewsArticle","@id":"http://www.kcna.kp/en/ferry","datePublished":"2023-07-04"}]}</script>)",
       "", "<div>", "", "", "</div>"},
      {"microdata", "", "", "<div itemscope itemtype='http://schema.org/NewsArticle'>",
       "<meta itemprop=datePublished content='2023-07-04'>", "", "</div>"},
      {"a table", "", "", "<table><tr><td>", "</td></tr><tr><td>2023-07-04</td></tr><tr><td>", "",
       "</td></tr></table>"},
  };
}

/// What stands above and below an article on other pages, with days that are not its own.
struct Furniture {
  const char* name;
  const char* above;
  const char* below;
};
const Furniture kFurniture[] = {
    {"comments with times", "",
     "<div id=comments class=comments><h3>Comments</h3><div class=comment><b>Reader</b> <time "
     "datetime='2023-07-19T18:02:00Z'>July 19, 2023</time><p>I use it every day, many thanks to those who "
     "mended "
     "it.</p></div></div>"},
    {"comments as articles", "",
     "<ol class=comment-list><li><article><time datetime='2024-01-02'>2 January</time><p>Good "
     "seats.</p></article></li>"
     "</ol>"},
    {"a sidebar with newer stories", "",
     "<aside class=sidebar><h3>Latest</h3><p><a href=p>Pier repaired</a> <time datetime='2025-05-05'>5 May "
     "2025</time></p></aside>"},
    {"a list of stories with microdata", "",
     "<ul><li itemscope itemtype='http://schema.org/NewsArticle'><a href=p itemprop=headline>Pier "
     "repaired</a><meta "
     "itemprop=datePublished content='2021-05-05'></li></ul>"},
    {"a clock", "<div id=clock><time datetime='2026-10-12'>Monday, 12 October 2026</time></div>", ""},
    {"a clock in the head of the site", "<header><span>2026년 10월 12일 월요일</span></header>", ""},
    {"a line with the day above all", "<div class=topbar>October 12, 2026</div>", ""},
    {"a footer", "", "<footer>Updated <time datetime='2025-01-20'>20 January 2025</time></footer>"},
    {"a carousel with JSON-LD",
     R"(<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle",)"
     R"("headline":"Pier Repaired by Its Crew","datePublished":"2021-05-05"}]}</script>)",
     ""},
    {"JSON-LD of a related story", "",
     R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Pier Repaired by Its Crew",)"
     R"("url":"http://www.kcna.kp/en/pier","datePublished":"2021-05-05"}</script>)"},
    {"teasers in prose", "",
     "<div class=x1><h3>More news</h3><p>The pier of the fishing village was repaired on May 5, 2021 after "
     "the storm, "
     "and its lamps burn all night again, the villagers say.</p></div>"},
    {"teasers in Korean", "",
     "<div class=x1><h3>관련기사</h3><p>폭풍에 무너졌던 어촌의 부두가 2021년 5월 5일에 복구되고 등불이 다시 "
     "켜졌다고 주민들이 "
     "말하였다.</p></div>"},
    {"teasers in Russian", "",
     "<div class=x1><h3>Читайте также</h3><p>Причал рыбацкой деревни починили 5 мая 2021 года после бури, и "
     "фонари на "
     "нём снова горят всю ночь, говорят жители.</p></div>"},
    {"teasers in Spanish", "",
     "<div class=x1><h3>Otras noticias</h3><p>El muelle de la aldea fue reparado el 5 de mayo de 2021 "
     "después de la "
     "tormenta, y sus faroles arden otra vez toda la noche.</p></div>"},
    {"teasers in French", "",
     "<div class=x1><h3>Autres nouvelles</h3><p>La jetée du village a été réparée le 5 mai 2021 après la tempête, et "
     "ses lampes brûlent de nouveau toute la nuit, disent les habitants.</p></div>"},
    {"teasers in German", "",
     "<div class=x1><h3>Weitere Nachrichten</h3><p>Der Steg des Fischerdorfes wurde am 5. Mai 2021 nach dem Sturm "
     "ausgebessert, und seine Lampen brennen wieder die ganze Nacht.</p></div>"},
    {"teasers in Chinese", "",
     "<div class=x1><h3>相关新闻</h3><p>渔村的码头在风暴后于2021年5月5日修复，村民说码头的灯又整夜亮着。</p></div>"},
    {"teasers in Japanese", "",
     "<div class=x1><h3>関連記事</h3><p>漁村の桟橋は嵐のあと2021年5月5日に修復され、灯りがふたたび一晩中ともって"
     "いるという。</p></div>"},
    {"the chrome of the site",
     "<div class=menu><a href=a>Home</a> | <a href=b>News</a> | <a href=c>Photo</a></div>",
     "<div class=copy>Copyright 2003-2021 The Harbour News. All rights reserved.</div><div><a href=t>Back to "
     "top</a></div>"},
    {"the chrome of the site in Korean", "<div class=menu><a href=a>첫페지</a> | <a href=b>소식</a></div>",
     "<div class=copy>Copyright (c) 2003-2021 항구신문사. 모든 권리 보유.</div>"},
    {"coming events", "",
     "<div class=events itemscope itemtype='http://schema.org/Event'><time datetime='2027-01-01'>1 "
     "January</time> Fair"
     "</div>"},
};

struct Seen {
  std::string title;
  std::string body;
  std::string day;
  std::string source;
  bool operator==(const Seen&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << seen.title << " | " << seen.day << " | " << seen.source << " | " << seen.body;
}

Seen seen(const std::string& bytes, const CaptureContext& context) {
  PageSink sink;
  read_html_capture(bytes, {"page.html", 0}, sink, context);
  if (sink.pages.size() != 1) return {};
  const Article article =
      ArticleMaker(ArticleMaker::Evidences::kLeftOut).make(std::move(sink.pages[0])).article;
  return {article.title, article.body,
          article.publication.confidence == dates::Confidence::kNone
              ? "none"
              : dates::to_iso(article.publication.from),
          article.source.slug};
}

const CaptureContext kContext{.url = "http://www.kcna.kp/en/ferry", .captured = {}, .charset = {}};

TEST(PageTurnedRound, FurnitureChangesNothing) {
  for (const Story* story : {&kEnglish, &kKorean}) {
    for (const Layout& layout : layouts(*story)) {
      const Seen plain = seen(page_of(layout, *story), kContext);
      EXPECT_EQ(plain.day, "2023-07-04") << layout.name;
      EXPECT_EQ(plain.title, story->title) << layout.name;
      EXPECT_EQ(plain.source, "kcna.kp") << layout.name;
      EXPECT_NE(plain.body.find(story->paragraphs[0]), std::string::npos) << layout.name;
      for (const Furniture& furniture : kFurniture) {
        EXPECT_EQ(seen(page_of(layout, *story, furniture.above, furniture.below), kContext), plain)
            << layout.name << " with " << furniture.name;
      }
      std::string above;
      std::string below;
      for (const Furniture& furniture : kFurniture) {
        above += furniture.above;
        below += furniture.below;
      }
      EXPECT_EQ(seen(page_of(layout, *story, above, below), kContext), plain)
          << layout.name << " with all of it";
    }
  }
}

TEST(PageTurnedRound, FurnitureAloneDatesNothing) {
  const Layout bare{"bare", "", "", "<div>", "", "", "</div>"};
  for (const Furniture& furniture : kFurniture) {
    EXPECT_EQ(seen(page_of(bare, kEnglish, furniture.above, furniture.below), kContext).day, "none")
        << furniture.name;
  }
}

TEST(PageTurnedRound, AnArchiveChangesNothing) {
  for (const Layout& layout : layouts(kEnglish)) {
    const std::string page = page_of(layout, kEnglish);
    const Seen plain = seen(page, kContext);
    for (const char* prefix :
         {"https://web.archive.org/web/20240612081500/", "http://web.archive.org/web/20240612081500id_/",
          "https://archive.ph/20240612081500/", "https://archive.today/2024.06.12-081500/",
          "https://wayback.archive-it.org/1234/20240612081500/",
          "http://localhost:8080/crawl/20240612081500mp_/"}) {
      CaptureContext context = kContext;
      context.url = prefix + kContext.url;
      context.captured = dates::make_day(2026, 11, 1);
      EXPECT_EQ(seen(page, context), plain) << layout.name << " from " << prefix;
    }
  }
}

std::string encoded(const std::string& text, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  std::string in = text;
  std::string out(4 * text.size() + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  EXPECT_EQ(iconv(converter, &from, &from_left, &to, &to_left), 0U) << encoding;
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

TEST(PageTurnedRound, CharsetAndDeclarationChangeNothing) {
  struct Written {
    const Story* story;
    const char* encoding;
  };
  const Written written[] = {
      {&kKorean, "UTF-8"},     {&kKorean, "EUC-KR"},      {&kKorean, "CP949"},   {&kRussian, "UTF-8"},
      {&kRussian, "CP1251"},   {&kRussian, "KOI8-R"},     {&kJapanese, "UTF-8"}, {&kJapanese, "SHIFT_JIS"},
      {&kJapanese, "EUC-JP"},  {&kSimplified, "GB18030"}, {&kSimplified, "GBK"}, {&kSimplified, "UTF-8"},
      {&kTraditional, "BIG5"}, {&kTraditional, "UTF-8"},
  };
  constexpr const char* kDeclared[] = {"utf-8",      "euc-kr",       "gb2312",       "shift_jis",
                                       "euc-jp",     "big5",         "windows-1251", "koi8-r",
                                       "iso-8859-1", "windows-1252", "us-ascii",     "x-unknown"};
  for (const Written& w : written) {
    const Layout layout = layouts(*w.story)[0];
    const Seen plain = seen(page_of(layout, *w.story), kContext);
    EXPECT_EQ(plain.day, "2023-07-04");
    for (const char* page_says : kDeclared) {
      for (const char* server_says : {"", "utf-8", "euc-kr", "iso-8859-1", "gb2312"}) {
        CaptureContext context = kContext;
        context.charset = server_says;
        EXPECT_EQ(seen(encoded(page_of(layout, *w.story, "", "", page_says), w.encoding), context), plain)
            << w.encoding << ", the page says " << page_says << ", the server " << server_says;
      }
    }
  }
}

TEST(PageTurnedRound, AFreshCaptureDatesADateline) {
  Layout layout{
      "dateline", "",      "", "<div>", "<p>Pyongyang, December 30 (KCNA) -- The crew rang the bell.</p>",
      "",         "</div>"};
  struct Case {
    const char* url;
    int year;
    unsigned month;
    unsigned day;
    const char* expected;
  };
  const Case cases[] = {
      {"http://www.kcna.kp/en/article/detail/0f3e", 2024, 12, 31, "2024-12-30"},
      {"http://www.kcna.kp/en/article/detail/0f3e", 2025, 1, 3, "2024-12-30"},
      {"https://web.archive.org/web/20250102000000/http://www.kcna.kp/en/article/detail/0f3e", 2026, 8, 1,
       "2024-12-30"},
      {"http://www.kcna.kp/en/article/detail/0f3e", 2025, 4, 1, "none"},
      {"http://reprints.example/0f3e", 2024, 12, 31, "none"},
  };
  for (const Case& c : cases) {
    CaptureContext context;
    context.url = c.url;
    context.captured = dates::make_day(c.year, c.month, c.day);
    EXPECT_EQ(seen(page_of(layout, kEnglish), context).day, c.expected) << c.url << ", " << c.month;
  }
}

TEST(PageTurnedRound, TheDayOfCaptureProvesNothingAlone) {
  const Layout layout{"time", "",          "", "<article>", "<time datetime='2023-07-04'>today</time>",
                      "",     "</article>"};
  CaptureContext context = kContext;
  context.captured = dates::make_day(2023, 7, 4);
  EXPECT_EQ(seen(page_of(layout, kEnglish), context).day, "none");
  context.captured = dates::make_day(2023, 7, 5);
  EXPECT_EQ(seen(page_of(layout, kEnglish), context).day, "2023-07-04");
}

}  // namespace
}  // namespace dateline::indexer
