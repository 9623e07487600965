#include "common/index/additions.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace dateline::index {
namespace {

dates::Day day(unsigned number) { return *dates::make_day(2026, 11, number); }

TEST(Additions, ComeBackAsTheyWereWritten) {
  const std::vector<Addition> cases[] = {
      {},
      {{1, 60, 1, day(1)}},
      {{1, 60, 1, day(1)}, {61, 61, 2, day(2)}, {70, 4000000000, 1'000'000'000'000, day(1)}},
  };
  for (const std::vector<Addition>& additions : cases) {
    const auto back = parse_additions(to_text(additions), "additions-000001.dateline");
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(*back, additions);
  }
}

TEST(Additions, AreLinesThatAPersonCanRead) {
  EXPECT_EQ(to_text(std::vector<Addition>{{1, 60, 1, day(1)}, {61, 61, 4, day(12)}}),
            "1 60 1 2026-11-01\n61 61 4 2026-11-12\n");
}

TEST(Additions, OfOneDayAreOneRow) {
  std::vector<Addition> additions;
  append(additions, {1, 60, 1, day(1)});
  append(additions, {61, 69, 2, day(1)});
  EXPECT_EQ(additions, (std::vector<Addition>{{1, 69, 1, day(1)}}));
  append(additions, {70, 71, 3, day(2)});
  // A program that does not tell the day has added from 72 to 79.
  append(additions, {80, 81, 5, day(2)});
  // The clock of the machine was put back.
  append(additions, {82, 82, 6, day(1)});
  EXPECT_EQ(additions,
            (std::vector<Addition>{
                {1, 69, 1, day(1)}, {70, 71, 3, day(2)}, {80, 81, 5, day(2)}, {82, 82, 6, day(1)}}));
}

/// Against a map of every docid.
TEST(Additions, TellTheDayOfEachDocid) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 generator(seed);
  const auto random = [&](unsigned below) { return static_cast<std::uint32_t>(generator() % below); };
  for (int round = 0; round < 200; ++round) {
    std::vector<Addition> additions;
    std::map<Docid, dates::Day> expected;
    Docid next = 1;
    for (std::uint64_t generation = 1; generation < 10; ++generation) {
      next += random(3) == 0 ? random(4) : 0;
      const Addition added{next, next + random(5), generation, day(1 + random(3))};
      append(additions, added);
      for (Docid docid = added.first; docid <= added.last; ++docid) expected[docid] = added.day;
      next = added.last + 1;
    }
    const auto back = parse_additions(to_text(additions), "additions");
    ASSERT_TRUE(back) << back.error().what;
    for (Docid docid = 0; docid < next + 3; ++docid) {
      const auto known = expected.find(docid);
      const auto told = day_added(*back, docid);
      ASSERT_EQ(told.has_value(), known != expected.end()) << docid;
      if (told) {
        ASSERT_EQ(*told, known->second) << docid;
      }
    }
  }
}

TEST(Additions, DamagedOnesAreRefused) {
  const char* const cases[] = {
      "1 60 1 2026-11-01",                          // cut off
      "1 60 1 2026-11-01\n61 61",                   // cut off
      "\n",                                         // no row
      "1 60 2026-11-01\n",                          // a number is missing
      "1 60 1 2026-11-31\n",                        // no such day
      "1 60 1 2026-11-01 \n",                       // more than a day
      "1  60 1 2026-11-01\n",                       // two blanks
      "-1 60 1 2026-11-01\n",                       // no docid
      "0 60 1 2026-11-01\n",                        // no docid
      "1 4294967296 1 2026-11-01\n",                // above all docids
      "60 1 1 2026-11-01\n",                        // the last before the first
      "1 60 1 2026-11-01\n60 61 2 2026-11-02\n",    // a docid twice
      "61 70 1 2026-11-01\n1 60 2 2026-11-02\n",    // not ascending
      "1 60 1 2026-11-01\r\n61 61 2 2026-11-02\n",  // ends of lines of another system
  };
  for (const char* text : cases) {
    const auto parsed = parse_additions(text, "x.idx/additions-000001.dateline");
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().kind, ErrorKind::kIndex);
    EXPECT_EQ(parsed.error().what, "x.idx/additions-000001.dateline is damaged");
  }
}

}  // namespace
}  // namespace dateline::index
