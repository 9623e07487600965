#include "indexer/readers/xml/feed_capture.h"

#include "indexer/readers/encoding.h"
#include "indexer/readers/web_address.h"
#include "indexer/readers/xml/feed_item.h"
#include "indexer/readers/xml/xml_document.h"
#include "tests/indexer/media/read_sample.h"

namespace dateline::indexer {
namespace {

using testing::Lines;
using testing::read_sample;
using testing::summaries;
using testing::told;

PageSink feed(const std::string& bytes) {
  PageSink sink;
  read_feed_capture(bytes, {"f", 0}, sink);
  return sink;
}

std::string rss(const std::string& item, const std::string& head = "<?xml version='1.0'?>") {
  return head + "<rss version='2.0'><channel><title>T</title><link>http://h.example/n/</link><item>" + item +
         "</item></channel></rss>";
}

TEST(Feed, SamplesGiveAnArticleAnItem) {
  const PageSink sink = read_sample("feed.rss");
  EXPECT_EQ(
      summaries(sink),
      (Lines{
          "1 | Heat Pumps & Greenhouses | 2024-01-19 | http://gazette.example/2024/heat-pumps | - | -",
          "2 | Ducks Stay for the Winter | 2024-01-20 | http://gazette.example/2024/ducks | - | summary"}));
  EXPECT_EQ(
      sink.pages[0].body,
      "Heat pumps that draw on the warmth of the river keep the vegetable greenhouses of Rakrang District green "
      "all through the winter.\n\nThe gardeners bring cucumbers and spinach to the shops before the frost has "
      "left the windows.");
  EXPECT_EQ(sink.pages[0].topic, "Economy");
  EXPECT_EQ(told(sink), Lines{});
  EXPECT_EQ(sink.read_as, (SkipCounts{{"rss", 2}}));
}

TEST(Feed, OfRdfAndAtomIsReadToo) {
  EXPECT_EQ(
      summaries(read_sample("feed-1.0.rdf")),
      (Lines{
          "1 | 락랑구역 온실에 겨울남새 푸르싱싱 | 2024-01-19 | http://gazette.example/ko/14 | - | summary"}));
  const PageSink atom = read_sample("feed.atom");
  EXPECT_EQ(summaries(atom),
            (Lines{"1 | Heat Pumps & Greenhouses | 2024-01-19 | http://gazette.example/news/14.html | - | -",
                   "2 | Ducks Stay for the Winter | - | http://gazette.example/news/15.html | - | summary"}));
  EXPECT_EQ(
      atom.pages[0].body,
      "Heat pumps that draw on the warmth of the river keep the vegetable greenhouses of Rakrang District green "
      "all through the winter.\n\nThe gardeners bring cucumbers and spinach to the shops.");
  ASSERT_TRUE(atom.pages[1].mark) << "the day of the last change is a mark only";
  EXPECT_EQ(dates::to_iso(*atom.pages[1].mark), "2024-01-21");
}

TEST(Feed, ReadsTheDaysThatFeedsPrint) {
  const struct {
    const char* printed;
    const char* day;
  } cases[] = {
      {"Tue, 04 Jul 2023 00:00:00 +0000", "2023-07-04"},
      {"04 Jul 2023 10:00 GMT", "2023-07-04"},
      {"Tue, 4 Jul 23 10:00:00 KST", "2023-07-04"},
      {"4 Jul 98 10:00 GMT", "1998-07-04"},
      {"2023-07-04T10:00:00+09:00", "2023-07-04"},
      {"2023-07-04", "2023-07-04"},
      {"2023.07.04", "2023-07-04"},
      {"2023-07-04 10:00:00", "2023-07-04"},
      {"20230704", "2023-07-04"},
      {"주체112(2023)년 7월 4일", "2023-07-04"},
      {"yesterday", "-"},
      {"32 Jul 2023", "-"},
      {"", "-"},
  };
  for (const auto& [printed, day] : cases) {
    const auto read = parse_feed_date(printed);
    EXPECT_EQ(read ? dates::to_iso(read->day) : "-", day) << printed;
  }
}

TEST(Feed, TextComesFromWhereMostOfItStands) {
  const std::string escaped =
      "<title>A</title><description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;"
      "&lt;p&gt;Four.&lt;/p&gt;</description>";
  const PageSink sink = feed(rss(escaped));
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].body, "One & two.\n\nThree.\n\nFour.");
  EXPECT_TRUE(sink.pages[0].extra.empty()) << "a text of several paragraphs is no summary";
  const PageSink bare = feed(rss("<title>A</title>"));
  EXPECT_EQ(told(bare), (Lines{"warning: the item has no text"}));
  EXPECT_EQ(bare.pages.at(0).extra.at(0).second, "title");
  EXPECT_EQ(told(feed(rss("<link>http://h.example/1</link>"))),
            (Lines{"reject: the item has neither title nor text"}));
  EXPECT_EQ(told(feed("<rss><channel><title>T</title></channel></rss>")),
            (Lines{"reject: the feed has no items"}));
}

TEST(Feed, AddressesAreResolvedAndTheOriginalOneWins) {
  const struct {
    const char* item;
    const char* address;
  } cases[] = {
      {"<link>1.html</link>", "http://h.example/n/1.html"},
      {"<link> http://h.example/2 </link>", "http://h.example/2"},
      {"<link xml:base='http://o.example/x/'>../3</link>", "http://o.example/3"},
      {"<guid>http://h.example/4</guid>", "http://h.example/4"},
      {"<guid isPermaLink='false'>http://h.example/4</guid>", ""},
      {"<link>http://feeds.example/~r/5</link><feedburner:origLink>http://h.example/5</feedburner:origLink>",
       "http://h.example/5"},
      {"<link>javascript:alert(1)</link>", ""},
      {"<atom:link rel='alternate' href='/6'/>", "http://h.example/6"},
  };
  for (const auto& [item, address] : cases) {
    const PageSink sink = feed(rss(std::string("<title>A</title><description>B.</description>") + item));
    ASSERT_EQ(sink.pages.size(), 1U) << item;
    EXPECT_EQ(sink.pages[0].url, address) << item;
  }
}

TEST(Feed, OfOtherEncodingsIsReadWhetherTheyAreDeclaredOrNot) {
  // EUC-KR and windows-1251.
  const std::string korean =
      "<title>\277\302\275\307\277\241 \260\334\277\357\263\262\273\365 \307\252\270\243\275\314\275\314</title><description>\266\364\266\373\261\270\277\252\300\307 \263\262\273\365\277\302\275\307\277\241\274\255 \260\255\271\260\300\307 \277\255\300\273 \270\256\277\353\307\317\277\251 \307\321\260\334\277\357\277\241\265\265 \277\300\300\314\277\315 \275\303\261\335\304\241\270\246 \260\241\262\331\260\355\300\326\264\331.</description>";
  const std::string russian =
      "<title>\322\345\357\353\350\366\373 \347\350\354\356\351 \347\345\353\345\355\373</title><description>\322\345\357\353\356\342\373\345 \355\340\361\356\361\373 \341\345\360\363\362 \362\345\357\353\356 \360\345\352\350 \350 \361\356\343\360\345\342\340\376\362 \362\345\357\353\350\366\373 \360\340\351\356\355\340 \342\361\376 \347\350\354\363, \350 \356\342\356\371\350 \360\340\361\362\363\362 \344\356 \342\345\361\355\373.</description>";
  for (const char* declared : {"EUC-KR", "UTF-8", "ISO-8859-1", "windows-1251"}) {
    const std::string head = std::string("<?xml version='1.0' encoding='") + declared + "'?>";
    const PageSink in_korean = feed(rss(korean, head));
    ASSERT_EQ(in_korean.pages.size(), 1U) << declared;
    EXPECT_EQ(in_korean.pages[0].title, "온실에 겨울남새 푸르싱싱") << declared;
    if (std::string_view(declared) == "EUC-KR") continue;  // the letters of which those of Russian are too
    const PageSink in_russian = feed(rss(russian, head));
    ASSERT_EQ(in_russian.pages.size(), 1U) << declared;
    EXPECT_EQ(in_russian.pages[0].title, "Теплицы зимой зелены") << declared;
  }
}

TEST(Feed, ThatABrowserShowsIsFoundInItsPage) {
  const std::string shown =
      "<html xmlns='http://www.w3.org/1999/xhtml'><body><div "
      "id=\"webkit-xml-viewer-source-xml\">" +
      rss("<title>A</title><description>B.</description>", "") +
      "</div><div class='header'><span>This XML file does not appear to have any style "
      "information.</span></div></body></html>";
  EXPECT_EQ(summaries(testing::ingested({"-"}, shown)), (Lines{"1 | A | - | - | - | summary"}));
}

TEST(Feed, DamageIsToldAndWhatStandsBeforeIsRead) {
  const std::string whole = rss("<title>A</title><description>B.</description>");
  const PageSink sink = feed(whole.substr(0, whole.find("</channel>")));
  EXPECT_EQ(sink.pages.size(), 1U);
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_TRUE(sink.rejects[0].cut);
}

TEST(Feed, HasNoMoreItemsThanAFileCanHave) {
  std::string items;
  for (std::uint64_t i = 0; i < kMaxXmlItems + 3; ++i) items += "<item><title>A</title></item>";
  for (const char* around : {"<rss><channel>%</channel></rss>", "<RDF><channel/>%</RDF>"}) {
    std::string text = around;
    text.replace(text.find('%'), 1, items);
    const PageSink sink = feed(text);
    EXPECT_EQ(sink.pages.size(), kMaxXmlItems);
    EXPECT_EQ(std::ranges::count(sink.rejects, Reject::Kind::kRejected, &Reject::kind), 1);
    EXPECT_EQ(sink.rejects.back().reason, "there are more than 20000 items in one file");
  }
}

TEST(Feed, EntitiesAreNeverFollowed) {
  std::string bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>";
  for (int i = 0; i < 20; ++i) {
    const std::string from(1, static_cast<char>('a' + i));
    bomb += "<!ENTITY " + std::string(1, static_cast<char>('b' + i)) + " '&" + from + ";&" + from + ";&" +
            from + ";'>";
  }
  bomb +=
      "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&t;&x;</title></item></channel></rss>";
  const PageSink sink = feed(bomb);
  ASSERT_EQ(sink.pages.size(), 1U) << "the item is read";
  EXPECT_EQ(sink.pages[0].title, "&t;&x;") << "and its entities are what they look like";
}

TEST(Feed, DepthCostsNothing) {
  constexpr int kDepth = 200'000;  // the stack of a function that calls itself ends before
  std::string deep = "<rss><channel><item><title>Deep</title><description>";
  std::string ends;
  for (int i = 0; i < kDepth; ++i) {
    deep += "<a>";
    ends += "</a>";
  }
  const PageSink closed =
      feed(deep + "The greenhouses are green." + ends + "</description></item></channel></rss>");
  ASSERT_EQ(closed.pages.size(), 1U);
  EXPECT_EQ(closed.pages[0].title, "Deep");
  EXPECT_EQ(closed.pages[0].body, "The greenhouses are green.");
  const PageSink open = feed(deep + "The greenhouses are green.");
  ASSERT_EQ(open.pages.size(), 1U);
  EXPECT_EQ(open.pages[0].title, "Deep");
}

TEST(Sitemap, GivesNoArticleAndSaysSo) {
  EXPECT_EQ(told(read_sample("sitemap.xml")),
            (Lines{"reject: a sitemap lists 2 addresses and holds no article"}));
  const PageSink news = read_sample("news-sitemap.xml");
  EXPECT_EQ(
      summaries(news),
      (Lines{
          "1 | Heat Pumps & Greenhouses | 2024-01-19 | http://gazette.example/2024/heat-pumps | - | title"}));
  EXPECT_EQ(told(news), (Lines{"warning: a sitemap of news lists 1 title without its text"}));
  EXPECT_EQ(news.pages[0].source_name, "Winter Gazette");
}

TEST(KcnaXml, GivesArticlesAndTitlesOfLists) {
  const PageSink article = read_sample("kcna-article.xml");
  EXPECT_EQ(summaries(article), (Lines{"0 | 온실에 겨울남새 <푸르싱싱> | 2019-01-19 | - | - | -"}));
  EXPECT_NE(article.pages[0].body.find("가꾸고있다.\n온실의 기술자들은"), std::string::npos)
      << article.pages[0].body;
  EXPECT_EQ(article.pages[0].key, "AR0199001");
  const PageSink list = read_sample("kcna-list.xml");
  EXPECT_EQ(summaries(list), (Lines{"1 | Greenhouses Green in Winter | 2019-01-19 | - | - | title",
                                    "2 | Ducks Stay for the Winter | 2019-01-20 | - | - | title"}));
  EXPECT_EQ(told(list), (Lines{"warning: the list of kcna.kp gives 2 titles without their texts"}));
}

TEST(WebAddress, IsResolvedByItsStandard) {
  const struct {
    const char* base;
    const char* reference;
    const char* address;
  } cases[] = {
      {"http://h/x/a.html", "../b.html", "http://h/b.html"},
      {"http://h/x/a.html", "b", "http://h/x/b"},
      {"http://h/x/a?q=1", "?q=2", "http://h/x/a?q=2"},
      {"http://h/x/a", "//o/b", "http://o/b"},
      {"http://h", "b", "http://h/b"},
      {"https://h/x/", "/b#c", "https://h/b#c"},
      {"http://h/a", "mailto:x@y", ""},
      {"", "b", ""},
      {"ftp://h/a", "b", ""},
      {"http://h/a", "HTTP://o/", "HTTP://o/"},
      {"http://h/a/b/c", "../../../../d", "http://h/d"},
      {"http://h/a", "", ""},
  };
  for (const auto& [base, reference, address] : cases)
    EXPECT_EQ(resolve_address(base, reference), address) << base << " " << reference;
}

}  // namespace
}  // namespace dateline::indexer
