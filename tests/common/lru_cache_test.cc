#include "common/lru_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace dateline {
namespace {

TEST(LruCache, DropsWhatWasUsedLongestAgo) {
  LruCache<int> cache(40);
  for (const int n : {1, 2, 3, 4}) cache.keep(std::to_string(n), std::make_shared<int>(n), 10);
  EXPECT_EQ(*cache.find("1"), 1);
  cache.keep("5", std::make_shared<int>(5), 10);
  EXPECT_EQ(cache.find("2"), nullptr);
  EXPECT_EQ(*cache.find("1"), 1);
  EXPECT_EQ(cache.bytes(), 40U);
}

TEST(LruCache, KeepsNothingThatWouldFillIt) {
  LruCache<int> cache(40);
  cache.keep("small", std::make_shared<int>(1), 10);
  cache.keep("large", std::make_shared<int>(2), 11);
  EXPECT_EQ(cache.find("large"), nullptr);
  EXPECT_NE(cache.find("small"), nullptr);
}

TEST(LruCache, AgreesWithAPlainListOnRandomUse) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  constexpr std::size_t kMaxBytes = 64;
  LruCache<std::size_t> cache(kMaxBytes);
  std::vector<std::pair<std::string, std::size_t>> plain;  // the one used last is the last
  for (int step = 0; step < 5000; ++step) {
    const std::string name(1, static_cast<char>('a' + random() % 20));
    const auto known =
        std::find_if(plain.begin(), plain.end(), [&](const auto& entry) { return entry.first == name; });
    if (const auto found = cache.find(name)) {
      ASSERT_NE(known, plain.end()) << "seed " << seed;
      ASSERT_EQ(*found, known->second) << "seed " << seed;
      std::rotate(known, known + 1, plain.end());
      continue;
    }
    ASSERT_EQ(known, plain.end()) << "seed " << seed;
    const std::size_t bytes = 1 + random() % 20;
    cache.keep(name, std::make_shared<std::size_t>(bytes), bytes);
    if (bytes > kMaxBytes / 4) continue;
    plain.emplace_back(name, bytes);
    const auto sum = [&] {
      std::size_t all = 0;
      for (const auto& entry : plain) all += entry.second;
      return all;
    };
    while (sum() > kMaxBytes) plain.erase(plain.begin());
    ASSERT_EQ(cache.bytes(), sum()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dateline
