#include "common/index/copies_column.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "common/index/columns_builder.h"
#include "tests/support/temporary_folder.h"

namespace dateline::index {
namespace {

std::vector<std::string> values_of(const CopiesColumn& column) {
  std::vector<std::string> out;
  for (const std::uint32_t ordinal : column.ordinals)
    out.push_back(ordinal == 0 ? "none" : column.values.at(ordinal - 1));
  return out;
}

TEST(CopiesColumn, TellsHowManyOtherArticlesAreInTheGroup) {
  struct Case {
    const char* name;
    std::vector<std::uint32_t> groups;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases{
      {"no rows", {}, {}},
      {"unused docids only", {0, 0}, {"none", "none"}},
      {"groups of one", {0, 1, 2}, {"none", "0", "0"}},
      {"a pair and an unused docid between", {0, 1, 0, 1}, {"none", "1", "none", "1"}},
      {"the group is named by an article that is gone", {0, 0, 1, 1, 1}, {"none", "none", "2", "2", "2"}},
      {"a number that no docid has", {0, 1, 77, 77}, {"none", "0", "0", "0"}},
  };
  for (const Case& c : cases) EXPECT_EQ(values_of(copies_column(c.groups)), c.expected) << c.name;
}

TEST(CopiesColumn, IsWrittenAsTheGroupsAreAfterArticlesCameAndWent) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const testing::TemporaryFolder folder;
  constexpr std::uint32_t kLast = 3000;
  ColumnsBuilder first;
  std::vector<std::uint32_t> groups(kLast + 1);
  const auto set = [&](ColumnsBuilder& builder, std::uint32_t docid) {
    // A few groups are large, so that numbers of copies have different lengths.
    groups[docid] = random() % 4 == 0 ? 1 + static_cast<std::uint32_t>(random() % 9)
                                      : 1 + static_cast<std::uint32_t>(random() % docid);
    builder.set(NumberColumn::kGroup, docid, groups[docid]);
  };
  for (std::uint32_t docid = 1; docid < kLast / 2; ++docid) set(first, docid);
  ASSERT_TRUE(first.write(folder.path() / "first", kLast / 2));
  const auto half = Columns::open(folder.path() / "first");
  ASSERT_TRUE(half) << half.error().what;

  ColumnsBuilder second;
  second.load(*half, 1, kLast / 2);
  for (std::uint32_t docid = kLast / 2; docid <= kLast; ++docid) set(second, docid);
  for (int i = 0; i < 300; ++i) {
    const auto docid = static_cast<std::uint32_t>(1 + random() % kLast);
    second.clear(docid);
    groups[docid] = 0;
  }
  ASSERT_TRUE(second.write(folder.path() / "second", kLast));
  const auto columns = Columns::open(folder.path() / "second");
  ASSERT_TRUE(columns) << columns.error().what;
  std::map<std::uint32_t, std::uint32_t> sizes;
  for (const std::uint32_t group : groups) ++sizes[group];
  for (std::uint32_t docid = 1; docid <= kLast; ++docid) {
    const std::string expected = groups[docid] == 0 ? "" : std::to_string(sizes[groups[docid]] - 1);
    ASSERT_EQ(columns->value(Facet::kCopies, columns->ordinal(Facet::kCopies, docid)), expected) << docid;
  }
}

}  // namespace
}  // namespace dateline::index
