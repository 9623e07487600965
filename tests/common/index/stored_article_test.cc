#include "common/index/stored_article.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

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

/// Articles with much in common and something of their own.
std::vector<std::string> encoded_articles(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    Article a = example();
    a.id.value += i;
    a.body = "The hall of village " + std::to_string(i * 7919) +
             " was opened after its repair. Songs were sung by those who had come from the hills.";
    encode_article(a, out.emplace_back());
  }
  return out;
}

TEST(StoredData, ComeBackWithAndWithoutADictionary) {
  const std::vector<std::string> articles = encoded_articles(40);
  const auto dictionary = StoredDictionary::make(articles);
  ASSERT_NE(dictionary, nullptr);
  const auto loaded = StoredDictionary::load(dictionary->bytes());
  ASSERT_TRUE(loaded);
  DataPacker with(dictionary);
  DataPacker without;
  const std::vector<std::string> others{"", "short", std::string(100000, 'x'), articles[3] + articles[9]};
  for (const auto* list : {&articles, &others}) {
    for (const std::string& plain : *list) {
      for (DataPacker* packer : {&with, &without}) {
        const std::string packed(packer->pack(plain));
        ASSERT_FALSE(packed.empty());
        EXPECT_TRUE(is_packed(packed));
        const auto back = unpack_data(packed, loaded->get());
        ASSERT_TRUE(back) << back.error().what;
        EXPECT_EQ(*back, plain);
      }
    }
  }
  EXPECT_LT(with.pack(articles[5]).size() * 3, articles[5].size());
}

TEST(StoredData, DictionaryDependsOnTheSamplesAlone) {
  const auto a = StoredDictionary::make(encoded_articles(40));
  const auto b = StoredDictionary::make(encoded_articles(40));
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->bytes(), b->bytes());
  EXPECT_EQ(StoredDictionary::make({}), nullptr);
  EXPECT_FALSE(StoredDictionary::load("no dictionary"));
  EXPECT_FALSE(StoredDictionary::load(""));
}

TEST(StoredData, PackedWithAnyOfSeveralDictionariesComeBack) {
  const std::vector<std::string> articles = encoded_articles(1200);
  const auto first = StoredDictionary::make(std::span(articles).first(40));
  ASSERT_NE(first, nullptr);
  const auto second = first->with_better(std::span(articles).first(600));
  ASSERT_NE(second, nullptr);
  const auto third = second->with_better(articles);
  ASSERT_NE(third, nullptr);
  EXPECT_EQ(third->bytes(), second->with_better(articles)->bytes());
  EXPECT_EQ(second->with_better(std::span(articles).first(600)), nullptr)
      << "the same again is no better one";
  EXPECT_EQ(first->with_better(std::span(articles).first(2)), nullptr) << "too few to choose from";

  const auto loaded = StoredDictionary::load(third->bytes());
  ASSERT_TRUE(loaded);
  EXPECT_EQ((*loaded)->bytes(), third->bytes());
  std::vector<std::string> packed;
  for (const auto& dictionary : {first, second, third, *loaded}) {
    DataPacker packer(dictionary);
    packed.emplace_back(packer.pack(articles[1100]));
    const auto back = unpack_data(packed.back(), loaded->get());
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(*back, articles[1100]);
  }
  EXPECT_EQ(packed[3], packed[2]);
  EXPECT_FALSE(unpack_data(packed[1], first.get())) << "packed with a dictionary that came later";
  const std::string bytes = third->bytes();
  for (std::size_t cut = 1; cut < bytes.size(); cut += 997)
    (void)StoredDictionary::load(std::string_view(bytes).substr(0, cut));
  EXPECT_FALSE(StoredDictionary::load(std::string_view(bytes).substr(0, bytes.size() - 1)));
}

TEST(StoredData, DamagedOnesAreAnErrorNotAnotherArticle) {
  const std::vector<std::string> articles = encoded_articles(40);
  const auto dictionary = StoredDictionary::make(articles);
  const auto other = StoredDictionary::make(std::span(articles).subspan(20));
  ASSERT_TRUE(dictionary && other);
  DataPacker packer(dictionary);
  const std::string packed(packer.pack(articles[1]));
  ASSERT_FALSE(packed.empty());
  EXPECT_TRUE(decode_article(packed, dictionary.get()));
  EXPECT_FALSE(decode_article(packed, other.get()));
  EXPECT_FALSE(decode_article(packed, nullptr));
  for (std::size_t cut = 0; cut < packed.size(); ++cut) {
    EXPECT_FALSE(decode_article(std::string_view(packed).substr(0, cut), dictionary.get())) << cut;
  }
  for (std::size_t bit = 0; bit < packed.size() * 8; ++bit) {
    std::string bad = packed;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    const auto decoded = decode_article(bad, dictionary.get());
    if (!decoded) continue;
    std::string again;
    encode_article(*decoded, again);
    EXPECT_EQ(again, articles[1]) << "bit " << bit;
  }
}

}  // namespace
}  // namespace dateline::index
