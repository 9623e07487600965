#include "indexer/readers/html/main_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/hints.h"
#include "indexer/readers/html/markup_filter.h"

namespace dateline::html {
namespace {

const std::string kStory =
    "<p>The bridge over the upper river was opened to carts and lorries on Tuesday, after two years of "
    "work.</p>"
    "<p>Masons from four villages cut the stones in winter and carried them down on sledges before the "
    "thaw.</p>"
    "<p>The first to cross it was a wedding party, which had waited on the bank since the early morning.</p>";

/// The texts that are judged main text, joined by "|".
std::string body(const std::string& html, std::string_view title = "") {
  const FilteredMarkup markup = filter_markup(html);
  const GumboTree parsed = parse_markup(markup.html);
  const BlockTree tree = build_block_tree(*parsed->root);
  const std::vector<Verdict> verdicts = judge_blocks(tree, title);
  std::string joined;
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    if (verdicts[i] == Verdict::kBody) joined += (joined.empty() ? "" : "|") + tree.blocks[i].text;
  }
  return joined;
}

struct Case {
  const char* name;
  std::string around;  // "@" stands for the story
};

TEST(MainText, IsTheStoryWithoutWhatStandsRoundIt) {
  const std::string alone = body("<div>" + kStory + "</div>");
  ASSERT_EQ(std::count(alone.begin(), alone.end(), '|'), 2);
  const std::string links =
      "<a href=1>Weather for the week</a> <a href=2>Prices on the market</a> <a href=3>Letters to the "
      "editor</a>";
  const std::string prose =
      "<p>Long sentences stand here too, and they are written as well as those of the story itself, or "
      "better.</p>";
  const Case cases[] = {
      {"menu before", "<nav>" + prose + "</nav><div>@</div>"},
      {"links after", "<div>@<ul><li>" + links + "</li><li>" + links + "</li></ul></div>"},
      {"footer", "<div>@</div><footer>" + prose + "</footer>"},
      {"comments longer than the story",
       "<div>@</div><div class='comments'>" + prose + prose + prose + prose + "</div>"},
      {"related stories", "<div>@<div class='article-related'>" + prose + "</div></div>"},
      {"sidebar", "<div>@</div><div id='leftSidebar'>" + prose + "</div>"},
      {"caption", "<div>@<figure><img src=x><figcaption>" + prose + "</figcaption></figure></div>"},
      {"hidden text",
       "<div>@<div style='display: none'>" + prose + "</div><div class='hidden'>" + prose + "</div></div>"},
      {"script and style",
       "<div>@<script>var long = 'text. text. text.';</script><style>p { color: red }</style></div>"},
      {"picture credit", "<div>@<div>© A. Mason</div></div>"},
      {"cards of other stories",
       "<main>@<article>" + prose + "</article><article>" + prose + "</article></main>"},
      {"date and byline before", "<div><div>Tuesday 14:20</div><div>By a walker</div>@</div>"},
      {"headline before", "<div><h1>Bridge opened</h1>@</div>"},
      {"heading with nothing below", "<div>@<h3>Read on</h3></div>"},
      {"teaser list without telling names",
       "<div>@<div><h4><a href=1>Cows counted again</a></h4><span>A second look was worth it.</span>"
       "<h4><a href=2>Rain is late this year</a></h4><span>The wells are low in the "
       "hills.</span></div></div>"},
  };
  for (const Case& c : cases) {
    std::string page = c.around;
    page.replace(page.find('@'), 1, kStory);
    EXPECT_EQ(body("<body>" + page + "</body>"), alone) << c.name;
  }
}

TEST(MainText, KeepsWhatBelongsToTheStory) {
  const Case cases[] = {
      {"heading inside", "<h2>The stones</h2>"},
      {"list", "<ul><li>four arches</li><li>two lamps</li></ul>"},
      {"quotation", "<blockquote>We waited.</blockquote>"},
      {"table", "<table><tr><td>Length</td><td>40 m</td></tr></table>"},
      {"short paragraph", "<p>So it was.</p>"},
      {"link in a sentence", "<p>The <a href=x>old ferry</a> goes on until autumn comes to the valley.</p>"},
      {"quoted message in a social embed",
       "<div class='social-embed'><blockquote><p>We are across the river at last.</p></blockquote></div>"},
  };
  for (const Case& c : cases) {
    const std::string text =
        body("<div>" + kStory + c.around + kStory.substr(0, kStory.find("</p>")) + " Again.</p></div>");
    const std::string without =
        body("<div>" + kStory + kStory.substr(0, kStory.find("</p>")) + " Again.</p></div>");
    EXPECT_GT(text.size(), without.size()) << c.name;
  }
}

TEST(MainText, OfALayoutWithTablesAndLineBreaks) {
  const std::string text = body(
      "<table><tr><td><a href=1>Home</a><br><a href=2>News</a></td><td><font size=2>"
      "Pyongyang, October 3 (KCNA) -- A puppet theatre was opened in a kindergarten.<br><br>"
      "The puppets were carved by a carpenter who has retired.<br>He gave them to the children. -0-"
      "</font></td></tr></table>");
  EXPECT_EQ(text,
            "Pyongyang, October 3 (KCNA) -- A puppet theatre was opened in a kindergarten.|"
            "The puppets were carved by a carpenter who has retired.\nHe gave them to the children. -0-");
}

TEST(MainText, OfKoreanAndJapanesePages) {
  EXPECT_EQ(
      body("<div class=menu><a href=1>정치</a><a href=2>경제</a></div><div><p>강기슭의 마을에서 새 다리가 "
           "완공되였다.</p><p>마을사람들은 돌을 캐여 나르고 다리를 놓았다.</p></div>"),
      "강기슭의 마을에서 새 다리가 완공되였다.|마을사람들은 돌을 캐여 나르고 다리를 놓았다.");
  EXPECT_EQ(body("<ul><li><a href=1>政治</a></li><li><a "
                 "href=2>経済</a></li></ul><div><p>川の上流に新しい橋が完成し、"
                 "村の人々が渡り初めをした。</p></div>"),
            "川の上流に新しい橋が完成し、村の人々が渡り初めをした。");
}

TEST(MainText, OfAPageWithSeveralStoriesIsTheFirst) {
  std::string second = kStory;
  second.replace(second.find("bridge"), 6, "tunnel");
  const std::string text = body("<div><article><h1>Bridge</h1>" + kStory +
                                "</article><article><h1>Tunnel</h1>" + second + "</article></div>");
  EXPECT_NE(text.find("The bridge"), std::string::npos);
  EXPECT_EQ(text.find("The tunnel"), std::string::npos);
}

TEST(MainText, IsFoundWhereTheNamesMislead) {
  const std::string rights =
      "<footer><p>All that is printed here may be read aloud in schools, in clubs, in trains and "
      "at home, as long as the reader names the paper, the day and the place.</p></footer>";
  EXPECT_EQ(body("<div class='related'>" + kStory + "</div>" + rights), body("<div>" + kStory + "</div>"));
}

TEST(MainText, HasNoLineOfTools) {
  for (const char* tools : {"Print this page | Send to a friend", "인쇄하기 | 목록으로", "Версия для печати",
                            "打印本页 · 关闭窗口", "[Imprimir] / [Volver]"}) {
    EXPECT_EQ(body("<div>" + kStory + "<p>" + tools + "</p></div>"), body("<div>" + kStory + "</div>"))
        << tools;
  }
  const std::string spoken = "<p>Print this page by hand.</p>";
  EXPECT_NE(body("<div>" + kStory + spoken + "</div>").find("by hand"), std::string::npos);
}

TEST(MainText, DoesNotRepeatTheTitle) {
  EXPECT_EQ(body("<div><h2>Bridge opened</h2>" + kStory + "</div>", "Bridge opened"),
            body("<div>" + kStory + "</div>"));
}

TEST(Hints, AreReadByWord) {
  EXPECT_TRUE(read_hints("ArticleBody__related-links").boilerplate);
  EXPECT_TRUE(read_hints("post-content").content);
  EXPECT_TRUE(read_hints("entry_body").content);
  EXPECT_FALSE(read_hints("shared-shadows adrift").boilerplate);
  EXPECT_FALSE(read_hints("").boilerplate);
  EXPECT_TRUE(read_hints("userComments").visitors);
}

TEST(HidingClasses, AreWholeNames) {
  EXPECT_TRUE(hides("col-4 hidden"));
  EXPECT_TRUE(hides("sr-only"));
  EXPECT_FALSE(hides("hidden-xs visible"));
  EXPECT_FALSE(hides(""));
}

}  // namespace
}  // namespace dateline::html
