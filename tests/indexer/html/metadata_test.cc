#include "indexer/readers/html/metadata.h"

#include <gtest/gtest.h>

#include <string>

#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/markup_filter.h"
#include "indexer/readers/html/page_title.h"
#include "indexer/readers/html/read_html.h"

namespace dateline::html {
namespace {

Metadata read(std::string_view html) {
  const FilteredMarkup markup = filter_markup(html);
  return read_metadata(*parse_markup(markup.html)->document);
}

std::string published(std::string_view html) {
  const Result<HtmlPage> page = read_html(std::string(html) + "<p>Text");
  if (!page) return page.error().what;
  const DateMark* mark = published_mark(page->marks);
  if (mark == nullptr) return "none";
  return (mark->date.day ? dates::to_iso(*mark->date.day) : "?" + mark->date.printed) + " by " +
         mark->date.from;
}

struct Case {
  const char* name;
  const char* html;
  const char* expected;
};

TEST(PublishedDate, ComesFromTheMostTrustworthyPlace) {
  const Case cases[] = {
      {"none", "<p>On 2023-09-14 the mill stood still.", "none"},
      {"meta property", "<meta property='article:published_time' content='2023-09-14T08:00:00+09:00'>",
       "2023-09-14 by meta article:published_time"},
      {"names in any case", "<meta name='DC.Date.Issued' content='2023-09-14'>",
       "2023-09-14 by meta dc.date.issued"},
      {"JSON-LD of the article goes first",
       "<meta name=date content=2023-09-20><script type='application/ld+json'>"
       "{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-09-14\"}</script>",
       "2023-09-14 by json-ld datePublished"},
      {"JSON-LD of a kind of page",
       "<script type='application/ld+json'>{\"@type\":\"MedicalWebPage\",\"datePublished\":\"2023-09-14\"}</script>",
       "2023-09-14 by json-ld datePublished"},
      {"JSON-LD of a page with other things",
       "<script type='application/ld+json'>{\"@type\":\"CollectionPage\",\"datePublished\":\"2023-09-14\"}</script>",
       "none"},
      {"a date that a machine wrote goes before one that it did not",
       "<meta property='article:published_time' content='14/09/23'><meta name=pubdate content='2023-09-14'>",
       "2023-09-14 by meta pubdate"},
      {"kept as printed", "<meta name=pubdate content='14/09/2023'>", "?14/09/2023 by meta pubdate"},
      {"a system's zero is no date",
       "<script "
       "type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"0001-01-01T00:00:00Z\"}</"
       "script>",
       "none"},
      {"time marked as publication", "<time>x</time><time pubdate datetime='2023-09-14'>Thursday</time>",
       "2023-09-14 by time published"},
      {"itemprop", "<span itemprop='datePublished' content='2023-09-14'>Thursday</span>",
       "2023-09-14 by itemprop datePublished"},
      {"names of other systems", "<meta name=citation_publication_date content='2023-09-14'>",
       "2023-09-14 by meta citation_publication_date"},
      {"RDFa", "<h1>Mill</h1><span property='schema:datePublished' content='2023-09-14'>Thursday</span>",
       "2023-09-14 by itemprop datePublished"},
      {"RDFa of another story",
       "<h1>Mill</h1><p>Text of the mill.</p><div typeof=NewsArticle><b property=headline>Pier</b><span "
       "property=datePublished content='2023-09-14'>Thursday</span></div>",
       "none"},
      {"the day of a change", "<h1>Mill</h1><p>Last updated: <time datetime='2023-09-14'>Thursday</time></p>",
       "none"},
      {"the day of a change in Korean",
       "<h1>Mill</h1><p><b>수정</b> <time datetime='2023-09-14'>9.14</time></p>", "none"},
      {"publication and change",
       "<h1>Mill</h1><p>Published <time datetime='2023-09-14'>Thursday</time>, updated <time "
       "datetime='2023-09-15'>Friday</time></p>",
       "2023-09-14 by time"},
      {"microformats", "<h1>Mill</h1><abbr class='published' title='2023-09-14T08:00'>Thursday</abbr>",
       "2023-09-14 by time published"},
      {"the only day among the times",
       "<h1>Mill</h1><time datetime='2023-09-14T01:00'></time><time datetime='2023-09-14'></time>",
       "2023-09-14 by time"},
      {"times of several stories",
       "<h1>Mill</h1><time datetime='2023-09-14'></time><time datetime='2023-09-13'></time>", "none"},
  };
  for (const Case& c : cases) EXPECT_EQ(published(c.html), c.expected) << c.name;
}

TEST(JsonLd, IsFoundWhereverTheArticleStands) {
  const char* const scripts[] = {
      R"({"@type":"NewsArticle","headline":"Mill reopens","publisher":{"name":"River Post"}})",
      R"([{"@type":"BreadcrumbList"},{"@type":["NewsArticle","Article"],"headline":"Mill reopens","publisher":{"name":"River Post"}}])",
      R"({"@graph":[{"@type":"WebPage","headline":"wrong"},{"@type":"BlogPosting","headline":"Mill reopens","publisher":[{"name":"River Post"}]}]})",
      // What browsers forgive, and templates write: commas before brackets, line ends within strings.
      "{\"@type\":\"Article\",\"headline\":\"Mill reopens\",\"description\":\"Two\nlines \\\",\\\"\","
      "\"publisher\":{\"name\":\"River Post\",},\"tags\":[\"a,]\", ],\n}",
      "<!-- //<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Mill reopens\",\"publisher\":\"River "
      "Post\"}\n//]]> -->",
  };
  for (const char* script : scripts) {
    const Metadata metadata =
        read("<script type=\"application/ld+json\">" + std::string(script) + "</script>");
    EXPECT_EQ(metadata.json_ld.headline, "Mill reopens") << script;
    EXPECT_EQ(metadata.site_name, "River Post") << script;
  }
}

TEST(JsonLd, ThatIsDamagedOrHostileIsPassedOver) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  for (const std::string& script : {std::string("{\"@type\":"), std::string("hello"), deep, std::string("{}"),
                                    std::string("{\"@type\":\"Article\",\"headline\":{\"a\":[1]}}")}) {
    std::vector<JsonLd> found;
    read_json_ld(script, found);
    for (const JsonLd& object : found) EXPECT_EQ(object.headline, "");
  }
}

TEST(CanonicalUrl, IsAnAbsoluteAddress) {
  EXPECT_EQ(read("<link rel=canonical href='https://news.example/a'><meta property=og:url "
                 "content='https://x.example'>")
                .canonical_url,
            "https://news.example/a");
  EXPECT_EQ(read("<link rel=canonical href='/a'><meta property=og:url content='HTTP://news.example/b'>")
                .canonical_url,
            "HTTP://news.example/b");
  EXPECT_EQ(read("<link rel=canonical href='javascript:alert(1)'>").canonical_url, "");
}

TEST(SavedPage, TellsWhereAndWhenItWasSaved) {
  const Case cases[] = {
      {"browser", "<!-- saved from url=(0027)http://www.news.example/a.htm -->",
       "http://www.news.example/a.htm none"},
      {"SingleFile",
       "<!--\n Page saved with SingleFile \n url: https://news.example/b \n saved date: Wed Sep 06 2023 "
       "10:00:00 GMT+0900\n-->",
       "https://news.example/b 2023-09-06"},
      {"SingleFile before 2021",
       "<!--\n Archive processed by SingleFile \n url: https://news.example/b \n saved date: Wed Sep 06 2023 "
       "10:00:00 GMT+0900\n-->",
       "https://news.example/b 2023-09-06"},
      {"SingleFileZ",
       "<!--\n Page saved with SingleFileZ \n url: https://news.example/b \n saved date: Wed Sep 06 2023\n-->",
       "https://news.example/b 2023-09-06"},
      {"HTTrack",
       "<!-- Mirrored from news.example/c.html by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 14 Sep 2023 "
       "08:00:00 GMT -->",
       "http://news.example/c.html 2023-09-14"},
      {"Wayback Machine",
       "<!--\n     FILE ARCHIVED ON 04:55:06 Sep 14, 2023 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON "
       "10:00:00 Nov 1, 2024.\n-->",
       " 2023-09-14"},
      {"an ordinary comment", "<!-- built 2023-09-14 -->", " none"},
  };
  for (const Case& c : cases) {
    const Metadata metadata = read(std::string(c.html) + "<p>Text</p>");
    const std::string captured =
        metadata.captured && metadata.captured->day ? dates::to_iso(*metadata.captured->day) : "none";
    EXPECT_EQ(metadata.canonical_url + " " + captured, c.expected) << c.name;
  }
}

TEST(Language, IsTheOneDeclared) {
  EXPECT_EQ(read("<html lang='pt_BR'>").language, "pt-br");
  EXPECT_EQ(read("<html><meta http-equiv='Content-Language' content='ko, en'>").language, "ko");
  EXPECT_EQ(read("<p>Text").language, "");
}

TEST(PageTitle, IsTheHeadlineWithoutTheSite) {
  const Case cases[] = {
      {"h1 that the title confirms",
       "<title>Mill reopens - River Post</title><h1>River Post</h1><h1>Mill reopens</h1>", "Mill reopens"},
      {"social title without h1", "<title>x</title><meta property=og:title content='Mill reopens'>",
       "Mill reopens"},
      {"site named by the page",
       "<title>Old mill reopens by the river - River Post</title><meta property=og:site_name content='River "
       "Post'>",
       "Old mill reopens by the river"},
      {"site in front",
       "<title>River Post | Old mill reopens</title><meta property=og:site_name content='River Post'>",
       "Old mill reopens"},
      {"a publisher in front", "<title>KCNA | Old mill reopens</title>", "Old mill reopens"},
      {"a publisher behind", "<title>Old mill reopens - Rodong Sinmun</title>", "Old mill reopens"},
      {"a dash in the headline stays", "<title>Up - and down</title>", "Up - and down"},
      {"one h1 and a title of the site", "<title>River Post</title><h1>Old mill reopens</h1>",
       "Old mill reopens"},
      {"title only", "<title>\n Old   mill\nreopens </title>", "Old mill reopens"},
      {"none", "<p>Text", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(page_title(read(c.html)), c.expected) << c.name;
}

}  // namespace
}  // namespace dateline::html
