#include "common/index/stored_article.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline::index {
namespace {

Article example() {
  Article a;
  a.id.value = 0xFEDCBA9876543210;
  a.key = "kcna-000001";
  a.url = "http://example.org/1";
  a.source = {"kcna.kp-en", "KCNA.kp (En)"};
  a.language = text::Language::from_code("en");
  a.title = "A title";
  a.body = std::string("two\n\nparagraphs \0 and a NUL", 27);
  a.topic = "News";
  a.publication.from = a.publication.to = dates::make_day(2023, 9, 14).value();
  a.publication.confidence = dates::Confidence::kHigh;
  a.publication.by = "header";
  a.publication.flags = {"DATELINE_DELTA-1"};
  a.publication.month_day = {12, 31};
  Stamp stamp{"(Juche112.9.14.)", {}};
  stamp.date.from = stamp.date.to = a.publication.from;
  stamp.date.juche = 112;
  stamp.date.offset = 70000;
  a.stamps = {stamp};
  dates::DateMention old;
  old.from = dates::make_day(-276, 1, 1).value();
  old.to = dates::make_day(668, 12, 31).value();
  old.flags.set(dates::Flag::kBc);
  old.precision = dates::Precision::kRange;
  a.mentions = {old};
  a.captured = dates::make_day(2025, 9, 5);
  a.body_hash = 42;
  a.origin = {"folder/file.txt", 7};
  a.extra = {{"author", "nobody"}};
  return a;
}

TEST(StoredArticle, ComesBackWhole) {
  const Article a = example();
  std::string bytes;
  encode_article(a, bytes);
  const auto b = decode_article(bytes);
  ASSERT_TRUE(b) << b.error().what;
  EXPECT_EQ(b->id, a.id);
  EXPECT_EQ(b->key, a.key);
  EXPECT_EQ(b->url, a.url);
  EXPECT_EQ(b->source, a.source);
  EXPECT_EQ(b->language, a.language);
  EXPECT_EQ(b->title, a.title);
  EXPECT_EQ(b->body, a.body);
  EXPECT_EQ(b->topic, a.topic);
  EXPECT_EQ(b->publication.from, a.publication.from);
  EXPECT_EQ(b->publication.confidence, a.publication.confidence);
  EXPECT_EQ(b->publication.by, a.publication.by);
  EXPECT_EQ(b->publication.flags, a.publication.flags);
  EXPECT_EQ(b->publication.month_day, a.publication.month_day);
  ASSERT_EQ(b->stamps.size(), 1U);
  EXPECT_EQ(b->stamps[0].printed, a.stamps[0].printed);
  EXPECT_EQ(b->stamps[0].date, a.stamps[0].date);
  EXPECT_EQ(b->mentions, a.mentions);
  EXPECT_EQ(b->captured, a.captured);
  EXPECT_EQ(b->body_hash, a.body_hash);
  EXPECT_EQ(b->origin, a.origin);
  EXPECT_EQ(b->extra, a.extra);
}

TEST(StoredArticle, OfDamagedBytesIsAnErrorAndNoCrash) {
  std::string good;
  encode_article(example(), good);
  for (std::size_t cut = 0; cut < good.size(); ++cut) {
    EXPECT_FALSE(decode_article(std::string_view(good).substr(0, cut))) << cut;
  }
  EXPECT_FALSE(decode_article(good + "x"));
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) {
    std::string bad = good;
    for (int i = 0; i < 4; ++i) bad[random() % bad.size()] = static_cast<char>(random());
    (void)decode_article(bad);
  }
}

}  // namespace
}  // namespace dateline::index
