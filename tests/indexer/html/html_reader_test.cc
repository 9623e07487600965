#include "indexer/readers/html/read_html.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline {
namespace {

std::string repeat(std::string_view unit, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += unit;
  return all;
}

TEST(HtmlReader, ReadsAnArticle) {
  const Result<HtmlPage> page = read_html(R"(<!DOCTYPE html>
<html lang="en-GB"><head><title>Ferry sails again - River Post</title>
<link rel="canonical" href="https://river.example/2023/ferry">
<meta property="og:site_name" content="River Post">
<meta property="article:published_time" content="2023-09-14T08:00:00+09:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ferry sails again</h1><p class="byline">By the ferryman</p>
<p>The ferry&nbsp;over the lower river sails again after its engine was repaired in the yard.</p>
<p>It takes <b>forty</b> people and two carts, and it leaves when the bell has been rung twice.</p></article>
<div class="more-related"><a href="1">Bridge closed</a> <a href="2">Mill sold</a></div></body></html>)");
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->title, "Ferry sails again");
  EXPECT_EQ(page->body,
            "The ferry over the lower river sails again after its engine was repaired in the yard.\n\n"
            "It takes forty people and two carts, and it leaves when the bell has been rung twice.");
  EXPECT_EQ(page->canonical_url, "https://river.example/2023/ferry");
  EXPECT_EQ(page->site_name, "River Post");
  EXPECT_EQ(page->language, "en-gb");
  const html::DateMark* const published = html::published_mark(page->marks);
  ASSERT_TRUE(published != nullptr && published->date.day);
  EXPECT_EQ(dates::to_iso(*published->date.day), "2023-09-14");
  EXPECT_FALSE(page->captured);
}

TEST(HtmlReader, TakesTheArticleOfTheMetadataWhenThePageIsDrawnByScripts) {
  const std::string story = repeat("The ferry sails again after its engine was repaired. ", 20);
  const Result<HtmlPage> page = read_html(
      "<title>Ferry</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\","
      "\"articleBody\":\"" +
      story + "\"}</script><div id=app>Loading</div>");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, story);
}

TEST(HtmlReader, GivesTheScrapsOfAPageWithoutAStory) {
  const Result<HtmlPage> page =
      read_html("<title>Mill</title><div><span>open</span></div><div>closed on Mondays</div>");
  ASSERT_TRUE(page);
  EXPECT_NE(page->body.find("closed on Mondays"), std::string::npos);
}

TEST(HtmlReader, ReplacesInvalidBytes) {
  const Result<HtmlPage> page =
      read_html("<p>The ferry \xFF\xC3( sails again after its engine was repaired.</p>");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "The ferry \xEF\xBF\xBD\xEF\xBF\xBD( sails again after its engine was repaired.");
}

TEST(HtmlReader, SaysWhyAPageCannotBeRead) {
  for (const std::string& empty : {std::string(), std::string("<html></html>"), std::string(1000, '\0'),
                                   std::string("<script>x</script>"), std::string("<!-- <p>text</p>")}) {
    const Result<HtmlPage> page = read_html(empty);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error(), (Error{ErrorKind::kInput, "page has no text", ""}));
  }
  const Result<HtmlPage> large = read_html("<p>text</p>", HtmlLimits{.bytes = 5});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().what, "page of 11 bytes is larger than 5");
  const Result<HtmlPage> tags = read_html(repeat("<p>a", 300'001));
  ASSERT_FALSE(tags);
  EXPECT_EQ(tags.error().what, "page has 300001 tags and 0 attributes, more than 300000 or 1000000");
}

struct Hostile {
  const char* name;
  std::string html;
};

/// Each of these once took the parser minutes, gigabytes or down. They end, and the text after them is read.
TEST(HtmlReader, FinishesOnHostilePages) {
  static constexpr int kMany = 100'000;
  const Hostile pages[] = {
      {"nested blocks", repeat("<div>", kMany)},
      {"nested tables", repeat("<table><tr><td>", kMany)},
      {"nested inlines", repeat("<span>", kMany)},
      {"unclosed formatting", repeat("<div><b></div>x", kMany)},
      {"unclosed links", repeat("<a href=x>", kMany)},
      {"lists in lists", repeat("<li><dd>", kMany)},
      {"elements of no standard", repeat("<x-y>", kMany)},
      {"end tags that close nothing", repeat("<div>", 192) + repeat("</x></section>", kMany)},
      {"many attributes", "<div " + repeat("a=1 b=2 ", kMany) + ">"},
      {"a long attribute", "<div class='" + repeat("word ", 2'000'000) + "'>"},
      {"NUL bytes", std::string(1'000'000, '\0')},
      {"less-than signs", std::string(1'000'000, '<') + " "},
      {"comments that do not end", repeat("<!- -<!", kMany) + ">"},
      {"drawings that do not end", repeat("<svg>", kMany)},
      {"table, formula, control and template",
       "<math><tr><mi><select></select><td><tr><p><template></template></body>"},
  };
  for (const Hostile& page : pages) {
    const Result<HtmlPage> read =
        read_html(page.html + "<p>The last ferry leaves the pier at nine in the evening.</p>");
    ASSERT_TRUE(read) << page.name;
    EXPECT_NE(read->body.find("The last ferry leaves"), std::string::npos) << page.name;
  }
}

}  // namespace
}  // namespace dateline
