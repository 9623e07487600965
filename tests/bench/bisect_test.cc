#include "bench/track/bisect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace dateline::bench {
namespace {

TEST(Bisect, FindsTheFirstBadOneWhereverItIs) {
  for (std::size_t count = 1; count <= 40; ++count) {
    for (std::size_t first = 0; first < count; ++first) {
      std::size_t asked = 0;
      const auto found = find_first_bad(count, [&](std::size_t at) -> Result<std::optional<bool>> {
        EXPECT_LT(at, count);
        ++asked;
        return std::optional(at >= first);
      });
      ASSERT_TRUE(found);
      EXPECT_EQ(found->at, first) << count;
      EXPECT_TRUE(found->unknown.empty());
      EXPECT_LE(asked, 6U) << count;
    }
  }
}

TEST(Bisect, NamesThoseThatCannotBeJudgedInFront) {
  const std::set<std::size_t> broken{3, 4, 5, 9};
  for (std::size_t first = 0; first < 12; ++first) {
    const auto found = find_first_bad(12, [&](std::size_t at) -> Result<std::optional<bool>> {
      if (broken.contains(at)) return std::optional<bool>();
      return std::optional(at >= first);
    });
    ASSERT_TRUE(found);
    // The true one is the one found, or among those that nobody could judge right before it.
    std::set<std::size_t> named(found->unknown.begin(), found->unknown.end());
    EXPECT_TRUE(std::includes(broken.begin(), broken.end(), named.begin(), named.end()));
    named.insert(found->at);
    EXPECT_TRUE(named.contains(first)) << first;
  }
}

TEST(Bisect, EndsWithAnError) {
  EXPECT_FALSE(find_first_bad(
      9, [](std::size_t) -> Result<std::optional<bool>> { return fail(ErrorKind::kSystem, "no disk"); }));
}

}  // namespace
}  // namespace dateline::bench
