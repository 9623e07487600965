#include "common/index/article_id.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace dateline::index {
namespace {

TEST(Slug, IsLowerCaseWithDashes) {
  const std::pair<const char*, const char*> cases[] = {
      {"KCNA.kp (En)", "kcna.kp-en"},
      {"Ministry of Foreign Affairs (EN)", "ministry-of-foreign-affairs-en"},
      {"  Rodong  Sinmun ", "rodong-sinmun"},
      {"로동신문", "로동신문"},
      {"(((", ""},
      {"", ""},
  };
  for (const auto& [name, slug] : cases) EXPECT_EQ(slug_of(name), slug) << name;
}

TEST(FoldText, FoldsCaseWidthAndBlanks) {
  EXPECT_EQ(fold_text("  A\t\nB  "), "a b");
  EXPECT_EQ(fold_text("ＫＣＮＡ\u00A0Ü"), "kcna ü");
  EXPECT_EQ(fold_text(""), "");
}

// What fold_text() does to ASCII, byte by byte.
std::string plainly_folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > ' ' && c != 0x7F) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

TEST(FoldText, OfAnyAsciiIsWhatTheSlowWayMakes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::string out = "left from before";
  for (int round = 0; round < 20000; ++round) {
    const std::size_t rarity = 2 + random() % 60;
    std::string text;
    for (std::size_t n = random() % 200; n > 0; --n) {
      constexpr std::string_view kBlanks("  \n\n\t\r\x01\x7F\0", 9);
      text += random() % rarity == 0 ? kBlanks[random() % kBlanks.size()]
                                     : static_cast<char>('!' + random() % ('~' - '!' + 1));
    }
    fold_text(text, out);
    ASSERT_EQ(out, plainly_folded(text));
    ASSERT_EQ(fold_text(text), out);
  }
}

TEST(CanonicalUrl, WritesAnAddressInOneWay) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://www.KCNA.kp/en/a.htm", "kcna.kp/en/a.htm"},
      {"https://kcna.kp:443/en/a.htm", "kcna.kp/en/a.htm"},
      {"http://kcna.kp:8080/x", "kcna.kp:8080/x"},
      {"http://kcna.co.jp/news1/01.htm#2", "kcna.co.jp/news1/01.htm#2"},
      {"http://kcna.kp", "kcna.kp/"},
      {"  http://kcna.kp/  ", "kcna.kp/"},
      {"no address", "no address"},
  };
  for (const auto& [url, canonical] : cases) EXPECT_EQ(canonical_url(url), canonical) << url;
  EXPECT_EQ(host_of("http://user@www.Example.ORG:80/x"), "example.org");
  EXPECT_EQ(host_of("example.org"), "");
}

TEST(ArticleId, OfAnAddressDependsOnTheAddressAlone) {
  Article a;
  a.url = "http://www.kcna.kp/1";
  a.title = "one";
  Article b = a;
  b.url = "https://kcna.kp/1";
  b.title = "two";
  EXPECT_EQ(article_id(a, "x"), article_id(b, "y"));
  b.url = "https://kcna.kp/2";
  EXPECT_NE(article_id(a, "x"), article_id(b, "x"));
}

TEST(ArticleId, WithoutAnAddressDependsOnSourceDayTitleAndBeginning) {
  Article a;
  a.source.slug = "kcna.kp-en";
  a.title = "Press Review";
  const std::string body(500, 'x');
  const ArticleId id = article_id(a, body);
  EXPECT_EQ(id, article_id(a, body + "later"));
  Article other = a;
  other.title = "PRESS  review";
  EXPECT_EQ(id, article_id(other, body));
  other.source.slug = "rodong";
  EXPECT_NE(id, article_id(other, body));
  other = a;
  other.publication.confidence = dates::Confidence::kHigh;
  EXPECT_NE(id, article_id(other, body)) << "'Press Review' stands on many days";
  EXPECT_NE(id, article_id(a, "y" + body));
}

TEST(FoldText, PutsManyMarksInOrderInLittleTime) {
  const std::string marks = "\u0315\u0300\u05AE";
  std::string text = "x";
  for (int i = 0; i < 400000; ++i) text += marks;
  EXPECT_GT(fold_text(text).size(), text.size() / 2);  // by the square of the marks it would take an hour
  std::string few = "x";
  for (int i = 0; i < 10; ++i) few += marks;
  EXPECT_EQ(fold_text(few).find(marks), std::string::npos) << "30 marks are put in order as ever";
  EXPECT_EQ(fold_text("e\u0301"), "\u00E9");
}

TEST(ArticleId, IsWrittenAsSixteenDigits) {
  EXPECT_EQ(to_string(ArticleId{0xAB}), "00000000000000ab");
  EXPECT_EQ(parse_article_id("00000000000000ab"), ArticleId{0xAB});
  EXPECT_EQ(parse_article_id("ab"), std::nullopt);
  EXPECT_EQ(parse_article_id("00000000000000ag"), std::nullopt);
}

}  // namespace
}  // namespace dateline::index
