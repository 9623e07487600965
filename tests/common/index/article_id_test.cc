#include "common/index/article_id.h"

#include <gtest/gtest.h>

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

TEST(ArticleId, IsWrittenAsSixteenDigits) {
  EXPECT_EQ(to_string(ArticleId{0xAB}), "00000000000000ab");
  EXPECT_EQ(parse_article_id("00000000000000ab"), ArticleId{0xAB});
  EXPECT_EQ(parse_article_id("ab"), std::nullopt);
  EXPECT_EQ(parse_article_id("00000000000000ag"), std::nullopt);
}

}  // namespace
}  // namespace dateline::index
