#include "common/index/changes.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace dateline::index {
namespace {

constexpr std::uint32_t kDay = 20200131;

Changes changes_of(std::vector<Change> records) {
  Changes out;
  out.apply(records);
  return out;
}

TEST(Changes, ComeBackAsTheyWereWritten) {
  for (const Changes& changes :
       {Changes(), changes_of({{3, 0, 0}}), changes_of({{3, 2, kDay}, {4000000000, 0, 0}})}) {
    const auto back = parse_changes(to_bytes(changes), "changes-000001.dateline");
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(*back, changes);
  }
}

TEST(Changes, AreFoundByDocid) {
  const Changes changes = changes_of({{3, 2, kDay}, {5, 0, 0}, {9, 0, 0}});
  EXPECT_EQ(changes.find(4), nullptr);
  EXPECT_EQ(changes.find(10), nullptr);
  ASSERT_NE(changes.find(3), nullptr);
  EXPECT_EQ(changes.find(3)->first_captured, kDay);
  EXPECT_TRUE(changes.find(9)->is_dead());
  EXPECT_FALSE(changes.find(3)->is_dead());
  EXPECT_TRUE(changes.find(5)->is_dead());
  EXPECT_EQ(changes.count_dead(1, 5), 1U);
  EXPECT_EQ(changes.count_dead(5, 9), 2U);
  EXPECT_EQ(changes.count_dead(6, 8), 0U);
}

/// Against a map that does the same.
TEST(Changes, ApplyInTheirOrder) {
  const unsigned seed = std::random_device{}();
  std::mt19937 generator(seed);
  const auto random = [&](unsigned below) { return static_cast<std::uint32_t>(generator() % below); };
  for (int round = 0; round < 200; ++round) {
    Changes changes;
    std::map<Docid, Change> expected;
    for (int step = 0; step < 5; ++step) {
      std::map<Docid, Change> later;
      for (unsigned n = random(8); n > 0; --n) {
        const Docid docid = 1 + random(20);
        const std::uint32_t captures = random(3);
        later[docid] = {docid, captures, captures == 0 ? 0 : kDay + captures};
      }
      std::vector<Change> records;
      for (const auto& [docid, change] : later) {
        records.push_back(change);
        if (!expected.contains(docid) || !expected[docid].is_dead()) expected[docid] = change;
      }
      changes.apply(records);
      if (random(3) == 0) {
        const Docid first = 1 + random(20);
        const Docid last = first + random(5);
        changes.forget(first, last);
        std::erase_if(expected, [&](const auto& item) { return item.first >= first && item.first <= last; });
      }
    }
    std::vector<Change> all;
    for (const auto& [docid, change] : expected) all.push_back(change);
    ASSERT_EQ(changes.records(), all) << "seed " << seed;
  }
}

TEST(Changes, ThatAreDamagedAreRefused) {
  const std::string bytes = to_bytes(changes_of({{3, 2, kDay}, {5, 0, 0}}));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(parse_changes(bytes.substr(0, i), "x")) << "cut at " << i;
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = bytes;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      EXPECT_FALSE(parse_changes(flipped, "x")) << "bit " << bit << " at " << i;
    }
  }
  EXPECT_FALSE(parse_changes(bytes + "x", "x"));
  const auto error = parse_changes("", "changes-000007.dateline");
  EXPECT_EQ(error.error().what, "the changes changes-000007.dateline are damaged");
}

}  // namespace
}  // namespace dateline::index
