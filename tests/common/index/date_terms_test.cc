#include "common/index/date_terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace dateline::index {
namespace {

using dates::Day;
using Terms = std::vector<std::string>;

Day day(int y, unsigned m, unsigned d) { return dates::make_day(y, m, d).value(); }

dates::DateMention mention(Day from, Day to, dates::Precision precision,
                           dates::Kind kind = dates::Kind::kBody) {
  dates::DateMention out;
  out.from = from;
  out.to = to;
  out.precision = precision;
  out.kind = kind;
  return out;
}

TEST(CoveringTerms, TakesTheLargestUnitsThatFit) {
  EXPECT_EQ(covering_terms(Field::kPublished, day(2023, 9, 14), day(2023, 9, 14)), Terms{"D20230914"});
  EXPECT_EQ(covering_terms(Field::kPublished, day(2023, 9, 1), day(2023, 9, 30)), Terms{"M202309"});
  EXPECT_EQ(covering_terms(Field::kPublished, day(2019, 1, 1), day(2020, 12, 31)), (Terms{"Y2019", "Y2020"}));
  EXPECT_EQ(covering_terms(Field::kMentions, day(2022, 12, 30), day(2023, 2, 1)),
            (Terms{"XMD20221230", "XMD20221231", "XMM202301", "XMD20230201"}));
  EXPECT_TRUE(covering_terms(Field::kPublished, day(2023, 2, 1), day(2023, 1, 1)).empty());
}

TEST(CoveringTerms, CoverExactlyTheDaysAskedFor) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    const Day from = day(1990, 1, 1) + std::chrono::days{random() % 12000};
    const Day to = from + std::chrono::days{random() % 1500};
    const Terms list = covering_terms(Field::kPublished, from, to);
    const std::set<std::string> terms(list.begin(), list.end());
    EXPECT_EQ(terms.size(), list.size());
    for (Day d = from - std::chrono::days{40}; d <= to + std::chrono::days{40}; d += std::chrono::days{1}) {
      const Terms own = day_terms(Field::kPublished, d);
      const auto hits =
          std::count_if(own.begin(), own.end(), [&](const auto& t) { return terms.contains(t); });
      EXPECT_EQ(hits, d >= from && d <= to ? 1 : 0) << dates::to_iso(d);
    }
  }
}

TEST(PublishedTerms, OfAMonthAreFoundOnlyByRangesThatContainIt) {
  const Terms month = published_terms(day(2023, 2, 1), dates::Precision::kMonth);
  EXPECT_EQ(month, (Terms{"M202302", "Y2023"}));
  EXPECT_EQ(published_terms(day(2023, 1, 1), dates::Precision::kYear), Terms{"Y2023"});
  EXPECT_EQ(published_terms(day(2023, 9, 14), dates::Precision::kDay),
            (Terms{"D20230914", "M202309", "Y2023"}));
}

TEST(MentionTerms, GiveDaysForDaysAndShortRanges) {
  EXPECT_EQ(mention_terms(mention(day(2023, 9, 13), day(2023, 9, 13), dates::Precision::kDay)),
            (Terms{"XMD20230913", "XMM202309", "XMY2023"}));
  const Terms range = mention_terms(mention(day(2023, 9, 12), day(2023, 9, 17), dates::Precision::kRange));
  EXPECT_EQ(std::count(range.begin(), range.end(), "XMD20230915"), 1);
  EXPECT_EQ(range.size(), 6U + 1U + 1U);
}

TEST(MentionTerms, GiveNoDaysForMonthsAndYears) {
  EXPECT_EQ(mention_terms(mention(day(2023, 9, 1), day(2023, 9, 30), dates::Precision::kMonth)),
            (Terms{"XMM202309", "XMY2023"}));
  EXPECT_EQ(mention_terms(mention(day(2019, 1, 1), day(2019, 12, 31), dates::Precision::kYear)),
            Terms{"XMY2019"});
  EXPECT_EQ(mention_terms(mention(day(1993, 1, 1), day(2008, 12, 31), dates::Precision::kRange)).size(), 16U);
}

TEST(MentionTerms, LeaveOutNamesLifespansAndAges) {
  for (const dates::Kind kind : {dates::Kind::kName, dates::Kind::kLifespan, dates::Kind::kDecade,
                                 dates::Kind::kCentury, dates::Kind::kLunar}) {
    EXPECT_TRUE(
        mention_terms(mention(day(1950, 1, 1), day(1959, 12, 31), dates::Precision::kDecade, kind)).empty());
  }
  EXPECT_TRUE(mention_terms(mention(day(1, 1, 1), day(9999, 12, 31), dates::Precision::kRange)).empty())
      << "a range of thousands of years would flood the index";
}

TEST(JucheTerms, GoAsFarAsThePartsAreKnown) {
  EXPECT_EQ(juche_terms(112, 9, 14), (Terms{"XJ112", "XJ112.9", "XJ112.9.14"}));
  EXPECT_EQ(juche_terms(112, 9, 0), (Terms{"XJ112", "XJ112.9"}));
  EXPECT_EQ(juche_terms(112, 0, 0), Terms{"XJ112"});
  EXPECT_TRUE(juche_terms(0, 9, 14).empty());
}

}  // namespace
}  // namespace dateline::index
