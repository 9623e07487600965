#include "indexer/glass/slice_pool.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace dateline::indexer::glass {
namespace {

std::string content(const SlicePool& pool, const SlicePool::Stream& stream) {
  std::string out;
  SlicePool::Reader reader(pool, stream);
  for (std::string_view piece = reader.next(); !piece.empty(); piece = reader.next()) out += piece;
  return out;
}

TEST(SlicePool, KeepsManyGrowingStringsApart) {
  SlicePool pool;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    pool.clear();
    std::vector<SlicePool::Stream> streams(1 + random() % 300);
    std::vector<std::string> expected(streams.size());
    std::vector<std::pair<std::uint32_t, std::string>> texts;
    for (int i = 0; i < 20000; ++i) {
      std::string bytes(random() % 500 == 0 ? random() % 30000 : random() % 30,
                        static_cast<char>('a' + i % 26));
      const std::size_t at = random() % 2 == 0 ? 0 : random() % streams.size();
      pool.append(streams[at], bytes);
      expected[at] += bytes;
      if (i % 50 == 0) texts.emplace_back(pool.store(bytes), bytes);
    }
    for (std::size_t i = 0; i < streams.size(); ++i) ASSERT_EQ(content(pool, streams[i]), expected[i]);
    for (const auto& [address, text] : texts) {
      ASSERT_EQ(std::string_view(pool.text(address), text.size()), text);
    }
  }
}

TEST(SlicePool, ReportsTheMemoryInUse) {
  SlicePool pool;
  SlicePool::Stream stream;
  pool.append(stream, std::string(3 << 20, 'x'));
  EXPECT_GE(pool.memory_bytes(), std::size_t{3} << 20);
  EXPECT_LT(pool.memory_bytes(), std::size_t{4} << 20);
  pool.clear();
  EXPECT_LT(pool.memory_bytes(), std::size_t{1} << 20);
}

}  // namespace
}  // namespace dateline::indexer::glass
