#include "indexer/pipeline/dictionary_maker.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/index/stored_article.h"

namespace dateline::indexer {
namespace {

Article article(std::size_t i) {
  Article a;
  a.id.value = i * 0x9E3779B97F4A7C15U;
  a.url = "https://example.org/stories/" + std::to_string(i);
  a.source = {"example.org", "Example"};
  a.title = "Harvest of village " + std::to_string(i * 7919 % 1000);
  a.body = "The fields of village " + std::to_string(i) +
           (i > 900 ? " gave barley and oats" : " gave maize") +
           " in plenty, and those who had come from the hills sang until the evening.";
  return a;
}

std::string packed(const Article& a, const std::shared_ptr<const index::StoredDictionary>& dictionary) {
  std::string data;
  index::encode_article(a, data);
  index::DataPacker packer(dictionary);
  return std::string(packer.pack(data));
}

TEST(DictionaryMaker, MakesBetterOnesThatReadWhatWasPackedBefore) {
  DictionaryMaker maker(nullptr);
  maker.end_batch();
  EXPECT_EQ(maker.dictionary(), nullptr);
  std::vector<std::string> stored;
  std::vector<std::string> all;  // bytes of the dictionaries
  constexpr std::size_t kArticles = 5000;
  for (std::size_t i = 0; i < kArticles; i += 100) {
    for (std::size_t j = i; j < i + 100; ++j) maker.add(article(j));
    maker.end_batch();
    ASSERT_NE(maker.dictionary(), nullptr);
    if (all.empty() || maker.dictionary()->bytes() != all.back()) all.push_back(maker.dictionary()->bytes());
    stored.push_back(packed(article(i), maker.dictionary()));
  }
  EXPECT_EQ(all.size(), 3U) << "the first, one of a thousand, one of four thousand";
  const auto loaded = index::StoredDictionary::load(maker.dictionary()->bytes());
  ASSERT_TRUE(loaded);
  for (std::size_t i = 0; i < stored.size(); ++i) {
    const auto back = index::decode_article(stored[i], loaded->get());
    ASSERT_TRUE(back) << i;
    EXPECT_EQ(back->body, article(i * 100).body);
  }
  EXPECT_LT(packed(article(4500), maker.dictionary()).size(),
            packed(article(4500), *index::StoredDictionary::load(all.front())).size());
}

TEST(DictionaryMaker, KeepsTheOneThatIsGiven) {
  DictionaryMaker first(nullptr);
  for (std::size_t i = 0; i < 100; ++i) first.add(article(i));
  first.end_batch();
  DictionaryMaker maker(first.dictionary());
  for (std::size_t i = 0; i < 3000; ++i) maker.add(article(i));
  maker.end_batch();
  EXPECT_EQ(maker.dictionary(), first.dictionary());
}

}  // namespace
}  // namespace dateline::indexer
