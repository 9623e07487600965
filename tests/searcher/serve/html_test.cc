#include "searcher/serve/html.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline::serve {
namespace {

TEST(Html, NothingThatIsWrittenBecomesMarkup) {
  Html html;
  html.element("p", {{"title", "\"><script>alert(1)</script>"}, {"lang", Html::kNone}, {"class", ""}},
               "</p><script>alert('x' & \"y\")</script>\x1b[2J\xE2\x80\xAE");
  EXPECT_EQ(
      html.written(),
      "<p title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\" class=\"\">&lt;/p&gt;&lt;script&gt;alert('x' "
      "&amp; &quot;y&quot;)&lt;/script&gt;[2J</p>");
}

TEST(Html, KeepsToItsElementsWhateverItIsGiven) {
  constexpr unsigned kSeed = 7;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const std::string_view alphabet = "<>&\"'/=! abc\n\t\x01\x1b\x80\xff";
  for (int run = 0; run < 3000; ++run) {
    std::string hostile;
    for (auto n = random() % 30; n > 0; --n) hostile += alphabet[random() % alphabet.size()];
    Html html;
    html.element("a", {{"href", hostile}}, hostile);
    const std::string& written = html.written();
    ASSERT_EQ(std::count(written.begin(), written.end(), '<'), 2) << hostile;
    ASSERT_EQ(std::count(written.begin(), written.end(), '>'), 2) << hostile;
    ASSERT_EQ(std::count(written.begin(), written.end(), '"'), 2) << hostile;
    for (const char c : written) ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) << hostile;
  }
}

TEST(Html, WritesParagraphsWithTheirMarks) {
  Html html;
  search::Snippet body;
  body.parts = {{"First line\nthe ", false}, {"flood", true}, {" came\n\n<end>", false}};
  html.paragraphs(body, "en");
  EXPECT_EQ(
      html.written(),
      "<p lang=\"en\" dir=\"auto\">First line</p><p lang=\"en\" dir=\"auto\">the <mark>flood</mark> came</p>"
      "<p lang=\"en\" dir=\"auto\">&lt;end&gt;</p>");
}

TEST(Html, OnlyAddressesOfTheWebBecomeLinks) {
  EXPECT_TRUE(is_web_address("http://kcna.kp/en/article/q/1.kcmsf"));
  EXPECT_TRUE(is_web_address("https://kcnawatch.org/x"));
  for (const std::string_view other : {"javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//x", "/x",
                                       "", " http://x", "file:///etc/passwd", "httpx://a"}) {
    EXPECT_FALSE(is_web_address(other)) << other;
  }
}

}  // namespace
}  // namespace dateline::serve
