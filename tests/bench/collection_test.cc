#include "bench/queries/collection.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace dateline::bench {
namespace {

using testing::read_whole;
using testing::TemporaryFolder;

TEST(Collection, OfTheSameSeedHasTheSameHash) {
  const TemporaryFolder folder;
  const auto one = generate_collection(200, 5, folder.path() / "one");
  const auto two = generate_collection(200, 5, folder.path() / "two");
  const auto other = generate_collection(200, 6, folder.path() / "other");
  ASSERT_TRUE(one && two && other);
  EXPECT_EQ(one->hash, two->hash);
  EXPECT_NE(one->hash, other->hash);
  EXPECT_EQ(read_whole(one->file), read_whole(two->file));
  EXPECT_EQ(one->lines, 200U);
  EXPECT_EQ(one->bytes, read_whole(one->file).size());
}

TEST(Collection, CountsArticlesWithoutRecordsThatComeAgain) {
  const TemporaryFolder folder;
  std::vector<GeneratedArticle> kept;
  const auto made = generate_collection(1000, 5, folder.path() / "one", &kept);
  ASSERT_TRUE(made);
  EXPECT_EQ(kept.size(), 1000U);
  EXPECT_LT(made->articles, 1000U);
  EXPECT_GT(made->articles, 970U);
}

TEST(Collection, IsMeasuredAsItWasGenerated) {
  const TemporaryFolder folder;
  const auto made = generate_collection(100, 5, folder.path() / "one");
  ASSERT_TRUE(made);
  const auto measured = measure_collection(made->file);
  ASSERT_TRUE(measured);
  EXPECT_EQ(measured->hash, made->hash);
  EXPECT_EQ(measured->bytes, made->bytes);
  const auto part = measure_collection(made->file, 10, folder.path() / "part");
  ASSERT_TRUE(part);
  EXPECT_EQ(part->lines, 10U);
  const std::string begin = read_whole(part->file);
  EXPECT_EQ(begin, read_whole(made->file).substr(0, begin.size()));
}

TEST(Collection, GivesRecordsUnderTheMappedNames) {
  const TemporaryFolder folder;
  const auto file =
      folder.write("a.jsonl",
                   "{\"head\":\"One\",\"body\":\"text\",\"date\":\"1999-01-02\",\"source\":\"x\"}\n"
                   "no JSON\n"
                   "{\"other\":1}\n"
                   "{\"head\":\"Two\",\"body\":7}\n");
  const auto map = indexer::FieldMap::parse("title=head");
  ASSERT_TRUE(map);
  const auto records = read_records(file, *map);
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 2U);
  EXPECT_EQ(records->front().date, "1999-01-02");
  EXPECT_EQ(records->back().title, "Two");
  EXPECT_EQ(records->back().source, "none");
  EXPECT_FALSE(read_records(folder.path() / "missing", *map));
}

}  // namespace
}  // namespace dateline::bench
