#include "indexer/readers/html/markup_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "indexer/readers/html/gumbo_tree.h"

namespace dateline::html {
namespace {

std::string filtered(std::string_view html, const MarkupLimits& limits = {}) {
  return filter_markup(html, limits).html;
}

struct Case {
  const char* name;
  const char* html;
  const char* expected;
};

TEST(MarkupFilter, LeavesOutWhatTheParserNeedNotSee) {
  const Case cases[] = {
      {"plain page", "<p class=\"a>b\">Text &amp; more</p>", "<p class=\"a>b\">Text &amp; more</p>"},
      {"script", "a<script>if (a<b) '</div>'</script>b", "a b"},
      {"script in a comment in a script", "a<script><!-- w('<script></script>') --></script>b", "a b"},
      {"JSON-LD stays", "<script type='application/ld+json'>{}</script>",
       "<script type='application/ld+json'>{}</script>"},
      {"style", "a<style>p{}</style >b", "a b"},
      {"drawing with a title", "a<svg><title>x</title></svg>b", "a b"},
      {"drawing without an end", "a<svg><p>b", "a <p>b"},
      {"script without an end", "a<script>b<p>c", "a "},
      {"form control", "a<select><option>b</select>c", "a c"},
      {"formula", "a<math><mi>x</mi></math>", "a<mi>x</mi>"},
      {"comment", "a<!-- <p> -- > -->b", "ab"},
      {"empty comments", "a<!-->b<!--->c", "abc"},
      {"comment with an exclamation mark", "a<!-- x --!>b", "ab"},
      {"comment without an end", "a<!-- b", "a"},
      {"comment of a program that saves pages", "<!-- saved from url=(0014)http://x.e -->",
       "<!-- saved from url=(0014)http://x.e -->"},
      {"frames", "<frameset><frame src=x><noframes>old</noframes></frameset>a", " a"},
      {"less-than signs in text", "a < b <3 </ c", "a < b <3 </ c"},
      {"title keeps its text", "<title>a<b</title>", "<title>a<b</title>"},
      {"a tag at the end", "a<div class='", "a<div class='"},
      {"nothing", "", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(filtered(c.html), c.expected) << c.name;
}

TEST(MarkupFilter, CutsWhatLiesBeyondTheLimitsAndKeepsTheText) {
  MarkupLimits limits;
  limits.blocks = limits.inlines = limits.formatting = limits.attributes = 2;
  const Case cases[] = {
      {"deep blocks", "<div>1<div>2<div>3</div>4</div>5</div>6", "<div>1<div>2 34</div>5</div>6"},
      {"deep inlines", "<span><q><span>a</span></q></span>", "<span><q>a</q></span>"},
      {"formatting", "<b><i><u>a</u></i></b><u>b</u>", "<b><i>a</i></b><u>b</u>"},
      {"formatting closed by its block only stays in force", "<div><b></div><div><i></div><u>a",
       "<div><b></div><div><i></div>a"},
      {"attributes", "<p a=1 b='2' c=3 d>x", "<p a=1 b='2' >x"},
      {"end tags that close nothing", "</div></span><div><span></div></span><div><div><div>",
       "</div></span><div><span></div></span><div><div> "},
      {"items close one another", "<ul><li>1<li>2<li>3</ul>", "<ul><li>1<li>2<li>3</ul>"},
      {"an end tag does not reach out of a table", "<div><table></div><div>", "<div><table></div> "},
  };
  for (const Case& c : cases) EXPECT_EQ(filtered(c.html, limits), c.expected) << c.name;
}

std::size_t depth_of(const GumboNode& root) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  walk(
      root, [&](const GumboNode&) { return deepest = std::max(deepest, ++depth), true; },
      [&](const GumboNode&) { --depth; });
  return deepest;
}

/// Repeats of a few random tags: the shape of every attack on the depth of a parser.
TEST(MarkupFilter, BoundsTheDepthOfAnyTagSoup) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const auto below = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
  for (int round = 0; round < 300; ++round) {
    std::string unit;
    for (unsigned tags = 1 + below(7); tags > 0; --tags) {
      const char* name = gumbo_normalized_tagname(static_cast<GumboTag>(below(GUMBO_TAG_UNKNOWN)));
      unit += (below(10) < 6 ? "<" : "</") + std::string(name) + ">" + (below(4) == 0 ? "t" : "");
    }
    std::string soup;
    for (int i = 0; i < 1000; ++i) soup += unit;
    const FilteredMarkup markup = filter_markup(soup);
    // A table brings its body, row and cell with it.
    ASSERT_LE(depth_of(*parse_markup(markup.html)->document), 1200U) << unit;
  }
}

TEST(MarkupFilter, CountsTagsAndAttributes) {
  const FilteredMarkup markup = filter_markup("<p a b=1 c='2 3'>x</p><a href=y>");
  EXPECT_EQ(markup.tags, 3U);  // an end is one too
  EXPECT_EQ(markup.attributes, 4U);
  EXPECT_FALSE(markup.exceeds({.all_attributes = 4}));
  EXPECT_TRUE(markup.exceeds({.all_attributes = 3}));
  EXPECT_TRUE(markup.exceeds({.tags = 2}));
}

TEST(MarkupFilter, BoundsTheTreeOfUnclosedFormatting) {
  std::string page;
  for (int i = 0; i < 20'000; ++i) page += "<div><b id=" + std::to_string(i) + "></div><p>word";
  const FilteredMarkup markup = filter_markup(page);
  std::size_t nodes = 0;
  walk(
      *parse_markup(markup.html)->document, [&](const GumboNode&) { return ++nodes, true; },
      [](const GumboNode&) {});
  EXPECT_LT(nodes, 200'000U);
}

}  // namespace
}  // namespace dateline::html
