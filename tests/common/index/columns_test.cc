#include "common/index/columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tests/support/temporary_folder.h"

namespace dateline::index {
namespace {

TEST(Columns, GiveBackWhatWasWritten) {
  const testing::TemporaryFolder folder;
  ColumnsBuilder builder;
  builder.add(Facet::kSource, 1, "rodong");
  builder.add(Facet::kSource, 2, "kcna.kp");
  builder.add(Facet::kSource, 4, "kcna.kp");
  builder.add(Facet::kFlag, 2, "conflict_year");
  builder.add(Facet::kFlag, 2, "after_capture");
  builder.set(NumberColumn::kPublished, 2, 20230914);
  const auto file = folder.path() / "columns";
  ASSERT_TRUE(builder.write(file, 4));
  const auto columns = Columns::open(file);
  ASSERT_TRUE(columns) << columns.error().what;
  EXPECT_EQ(columns->rows(), 5U);
  ASSERT_EQ(columns->value_count(Facet::kSource), 2U);
  EXPECT_EQ(columns->value(Facet::kSource, 1), "kcna.kp");
  EXPECT_EQ(columns->find(Facet::kSource, "rodong"), 2U);
  EXPECT_EQ(columns->find(Facet::kSource, "rodon"), 0U);
  EXPECT_EQ(columns->ordinal(Facet::kSource, 1), 2U);
  EXPECT_EQ(columns->ordinal(Facet::kSource, 3), 0U);
  EXPECT_EQ(columns->ordinal(Facet::kSource, 99), 0U);
  ASSERT_EQ(columns->flags(2).size(), 2U);
  EXPECT_EQ(columns->value(Facet::kFlag, columns->flags(2)[0]), "after_capture");
  EXPECT_TRUE(columns->flags(3).empty());
  EXPECT_EQ(columns->number(NumberColumn::kPublished, 2), 20230914U);
  EXPECT_EQ(columns->number(NumberColumn::kPublished, 1), 0U);
  EXPECT_TRUE(columns->verify());
}

TEST(Columns, CountAsVisitingEveryDocumentDoes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const std::uint32_t values : {1U, 255U, 256U, 70000U}) {  // each width of an ordinal
    const testing::TemporaryFolder folder;
    ColumnsBuilder builder;
    std::map<std::uint32_t, std::string> topics;
    std::map<std::uint32_t, std::set<std::string>> flags;
    const std::uint32_t last = 80000;
    for (std::uint32_t i = 0; i < last; ++i) {
      const auto docid = static_cast<std::uint32_t>(1 + random() % last);
      topics[docid] = "t" + std::to_string(i % values);
      builder.add(Facet::kTopic, docid, topics[docid]);
      const std::string flag = "f" + std::to_string(random() % 5);
      flags[docid].insert(flag);
      builder.add(Facet::kFlag, docid, flag);
    }
    for (std::uint32_t docid = 10; docid < 20; ++docid) {
      builder.clear(docid);
      topics.erase(docid);
      flags.erase(docid);
    }
    ASSERT_TRUE(builder.write(folder.path() / "c", last));
    const auto columns = Columns::open(folder.path() / "c");
    ASSERT_TRUE(columns);
    std::vector<std::uint32_t> docids;
    for (std::uint32_t docid = 1; docid <= last; ++docid) {
      if (random() % 3 == 0) docids.push_back(docid);
    }
    for (const Facet facet : {Facet::kTopic, Facet::kFlag}) {
      std::map<std::string, std::uint64_t> expected;
      for (const std::uint32_t docid : docids) {
        if (facet == Facet::kTopic) {
          ++expected[topics.contains(docid) ? topics[docid] : ""];
        } else if (flags[docid].empty()) {
          ++expected[""];
        } else {
          for (const auto& flag : flags[docid]) ++expected[flag];
        }
      }
      std::vector<std::uint64_t> counts;
      columns->count(facet, docids, counts);
      std::map<std::string, std::uint64_t> got;
      for (std::uint32_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) got[std::string(columns->value(facet, i))] = counts[i];
      }
      std::erase_if(expected, [](const auto& e) { return e.second == 0; });
      EXPECT_EQ(got, expected);
    }
  }
}

TEST(Columns, OfADamagedFileAreAnErrorAndNoCrash) {
  const testing::TemporaryFolder folder;
  ColumnsBuilder builder;
  for (std::uint32_t docid = 1; docid < 50; ++docid) {
    builder.add(Facet::kSource, docid, "s" + std::to_string(docid % 7));
    builder.add(Facet::kFlag, docid, "f" + std::to_string(docid % 3));
  }
  ASSERT_TRUE(builder.write(folder.path() / "good", 50));
  const std::string good = testing::read_whole(folder.path() / "good");
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string bad = good;
    if (round % 3 == 0) bad.resize(random() % bad.size());
    for (int i = 0; i < 3 && !bad.empty(); ++i)
      bad[random() % std::min<std::size_t>(bad.size(), 800)] = static_cast<char>(random());
    const auto file = folder.write("bad", bad);
    const auto columns = Columns::open(file);
    if (!columns) continue;  // most damage is seen at once
    std::vector<std::uint64_t> counts;
    std::vector<std::uint32_t> docids{1, 2, 3, 49, 50, 60};
    columns->count(Facet::kSource, docids, counts);
    counts.clear();
    columns->count(Facet::kFlag, docids, counts);
    if (bad != good) {
      EXPECT_FALSE(columns->verify());
    }
  }
  EXPECT_FALSE(Columns::open(folder.path() / "missing"));
}

}  // namespace
}  // namespace dateline::index
