#include "searcher/search/timeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "common/index/columns_builder.h"
#include "searcher/search/fold_copies.h"
#include "tests/support/temporary_folder.h"

namespace dateline::search {
namespace {

using dates::Day;
using index::NumberColumn;

Day day(const char* iso) { return *dates::parse_iso_day(iso); }

struct Written {
  std::uint32_t docid = 0;
  std::string published;  ///< "2023-09-14", "2023-09", "2023" or ""
  std::uint32_t words = 0;
  std::uint32_t group = 0;
};

struct Dates {
  std::optional<Day> from;
  std::optional<Day> to;
};

Dates days_of(const std::string& published) {
  if (published.empty()) return {};
  if (published.size() == 4)
    return {dates::parse_iso_day(published + "-01-01"), dates::parse_iso_day(published + "-12-31")};
  if (published.size() == 10) return {dates::parse_iso_day(published), dates::parse_iso_day(published)};
  const Day first = *dates::parse_iso_day(published + "-01");
  return {first,
          first + std::chrono::days{dates::days_in_month(dates::year_of(first), dates::month_of(first)) - 1}};
}

class OfColumns : public ::testing::Test {
 protected:
  void write(const std::vector<Written>& articles) {
    index::ColumnsBuilder builder;
    std::uint32_t last = 0;
    for (const Written& article : articles) {
      const Dates days = days_of(article.published);
      if (days.from) {
        builder.set(NumberColumn::kPublished, article.docid,
                    static_cast<std::uint32_t>(dates::to_yyyymmdd(*days.from)));
        builder.set(NumberColumn::kPublishedTo, article.docid,
                    static_cast<std::uint32_t>(dates::to_yyyymmdd(*days.to)));
      }
      builder.set_id(article.docid, {article.docid});
      builder.set(NumberColumn::kWords, article.docid, article.words);
      builder.set(NumberColumn::kGroup, article.docid, article.group);
      last = std::max(last, article.docid);
    }
    const auto file = folder_.path() / "columns";
    ASSERT_TRUE(builder.write(file, last));
    auto columns = index::Columns::open(file);
    ASSERT_TRUE(columns) << columns.error().what;
    columns_ = std::move(*columns);
  }
  Timeline count(const std::vector<std::uint32_t>& matches, const std::vector<std::uint32_t>& base,
                 PeriodUnit by, std::optional<Day> from = {}, std::optional<Day> to = {}) {
    auto out = count_timeline(columns_, MatchSet::of(matches), MatchSet::of(base), by, from, to);
    EXPECT_TRUE(out) << out.error().what;
    return out ? std::move(*out) : Timeline{};
  }

  testing::TemporaryFolder folder_;
  index::Columns columns_;
};

using ATimeline = OfColumns;

TEST_F(ATimeline, ShowsEmptyPeriodsAndGapsAndRoughDatesApart) {
  write({{1, "2020-01-15", 100},
         {2, "2020-01-20", 300},
         {3, "2020-03-01", 50},
         {4, "2020-04", 10},
         {5, "2020", 7},
         {6, "", 5},
         {7, "2020-06-30", 1}});
  const Timeline months = count({1, 4, 5, 6}, {1, 2, 3, 4, 5, 6, 7}, PeriodUnit::kMonth);
  // The year alone reaches from January to December.
  ASSERT_EQ(months.periods.size(), 12U);
  EXPECT_EQ(months.periods[0].count, (TimelineCount{1, 2, 400}));
  EXPECT_TRUE(months.periods[1].count.gap()) << "nothing of February";
  EXPECT_EQ(months.periods[2].count, (TimelineCount{0, 1, 50}));
  EXPECT_EQ(months.periods[3].count, (TimelineCount{1, 1, 10})) << "a month is enough";
  EXPECT_EQ(months.year_only, (TimelineCount{1, 1, 7}));
  EXPECT_EQ(months.undated, (TimelineCount{1, 1, 5}));
  EXPECT_EQ(months.all, (TimelineCount{4, 7, 473}));
  EXPECT_DOUBLE_EQ(*months.periods[0].count.share(), 0.5);
  EXPECT_DOUBLE_EQ(*months.periods[0].count.per_million_words(), 2500);
  EXPECT_FALSE(months.periods[1].count.share());
  EXPECT_FALSE(months.periods[1].count.per_million_words());

  const Timeline days = count({1, 4, 5, 6}, {1, 2, 3, 4, 5, 6, 7}, PeriodUnit::kDay);
  EXPECT_EQ(days.month_only, (TimelineCount{1, 1, 10}));
  EXPECT_EQ(days.year_only, (TimelineCount{1, 1, 7}));
  const Timeline years = count({1, 4, 5, 6}, {1, 2, 3, 4, 5, 6, 7}, PeriodUnit::kJucheYear);
  ASSERT_EQ(years.periods.size(), 1U);
  EXPECT_EQ(years.periods[0].label, "Juche 109");
  EXPECT_EQ(years.periods[0].count, (TimelineCount{3, 6, 468}));
  EXPECT_EQ(years.month_only, TimelineCount{});
}

TEST_F(ATimeline, ReachesAsFarAsItIsAsked) {
  write({{1, "2020-01-15", 100}});
  const Timeline wide = count({1}, {1}, PeriodUnit::kYear, day("2018-05-01"), day("2021-01-01"));
  ASSERT_EQ(wide.periods.size(), 4U);
  EXPECT_EQ(wide.periods.front().label, "2018");
  EXPECT_EQ(wide.periods[2].count.found, 1U);
  EXPECT_EQ(count({}, {}, PeriodUnit::kYear).periods.size(), 0U);
  EXPECT_EQ(count({}, {}, PeriodUnit::kYear, day("2018-05-01")).periods.size(), 0U);
  const auto refused =
      count_timeline(columns_, {}, {}, PeriodUnit::kDay, day("0001-01-01"), day("9999-12-31"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUsage);
}

TEST_F(ATimeline, CountsAsVisitingEveryArticleDoes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<std::uint32_t>(random() % n); };
  for (int round = 0; round < 20; ++round) {
    std::vector<Written> articles;
    std::vector<std::uint32_t> matches;
    std::vector<std::uint32_t> base;
    for (std::uint32_t docid = 1; docid < 400; ++docid) {
      if (below(10) == 0) continue;
      Written article{docid, "", below(500), 0};
      const Day some = day("2018-11-20") + std::chrono::days{below(900)};
      const std::string iso = dates::to_iso(some);
      article.published = below(8) == 0 ? "" : iso.substr(0, below(8) == 0 ? 7 : below(12) == 0 ? 4 : 10);
      articles.push_back(article);
      if (below(4) == 0) continue;
      base.push_back(docid);
      if (below(3) == 0) matches.push_back(docid);
    }
    write(articles);
    for (const PeriodUnit unit : {PeriodUnit::kDay, PeriodUnit::kWeek, PeriodUnit::kMonth,
                                  PeriodUnit::kQuarter, PeriodUnit::kYear, PeriodUnit::kJucheYear}) {
      SCOPED_TRACE(name(unit));
      std::map<std::string, TimelineCount> expected;
      TimelineCount month_only, year_only, undated, all;
      for (const Written& article : articles) {
        if (!std::binary_search(base.begin(), base.end(), article.docid)) continue;
        const std::uint64_t hit = std::binary_search(matches.begin(), matches.end(), article.docid) ? 1 : 0;
        const Dates days = days_of(article.published);
        TimelineCount* place = &undated;
        if (days.from) {
          const std::string first = label(unit, period_of(unit, *days.from));
          const std::string last = label(unit, period_of(unit, *days.to));
          place = first == last ? &expected[first] : article.published.size() == 7 ? &month_only : &year_only;
        }
        for (TimelineCount* count : {place, &all}) {
          count->found += hit;
          ++count->articles;
          count->words += article.words;
        }
      }
      const Timeline out = count(matches, base, unit);
      EXPECT_EQ(out.all, all);
      EXPECT_EQ(out.month_only, month_only);
      EXPECT_EQ(out.year_only, year_only);
      EXPECT_EQ(out.undated, undated);
      std::size_t seen = 0;
      for (const TimelinePeriod& period : out.periods) {
        const auto found = expected.find(period.label);
        EXPECT_EQ(period.count, found == expected.end() ? TimelineCount{} : found->second) << period.label;
        seen += found == expected.end() ? 0 : 1;
      }
      EXPECT_EQ(seen, expected.size());
    }
  }
}

TEST_F(ATimeline, OfAllArticlesIsTheSameFromTheSumsOfDays) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<std::uint32_t>(random() % n); };
  for (int round = 0; round < 10; ++round) {
    std::vector<Written> articles;
    std::vector<std::uint32_t> matches;
    std::vector<std::uint32_t> base;
    for (std::uint32_t docid = 1; docid < 300; ++docid) {
      const bool is_living = below(10) != 0;
      const std::string iso = dates::to_iso(day("2018-11-20") + std::chrono::days{below(60)});
      articles.push_back({docid,
                          below(8) == 0 ? ""
                                        : iso.substr(0, below(4) == 0   ? 7
                                                        : below(9) == 0 ? 4
                                                                        : 10),
                          below(500), is_living ? docid : 0});
      if (is_living) base.push_back(docid);
      if (is_living && below(3) == 0) matches.push_back(docid);
    }
    write(articles);
    const std::vector<DayTotal> totals =
        day_totals(columns_, NumberColumn::kPublished, NumberColumn::kPublishedTo);
    for (const PeriodUnit unit : {PeriodUnit::kDay, PeriodUnit::kMonth, PeriodUnit::kYear}) {
      const Timeline each = count(matches, base, unit);
      const auto summed = count_timeline(columns_, MatchSet::of(matches), MatchSet::of(base), unit, {}, {},
                                         nullptr, {.totals = totals});
      ASSERT_TRUE(summed);
      EXPECT_EQ(summed->periods, each.periods);
      EXPECT_EQ(summed->all, each.all);
      EXPECT_EQ(summed->month_only, each.month_only);
      EXPECT_EQ(summed->year_only, each.year_only);
      EXPECT_EQ(summed->undated, each.undated);
    }
  }
}

using FoldedCopies = OfColumns;

TEST_F(FoldedCopies, LeaveTheFirstThatWasPublished) {
  write({{1, "2020-05-01", 1, 1},
         {2, "2020-01-01", 1, 1},
         {3, "", 1, 1},
         {4, "", 1, 4},
         {5, "2019", 1, 5},
         {6, "", 1, 4}});
  const auto fold = [&](const std::vector<std::uint32_t>& set,
                        const std::vector<std::uint32_t>& chosen = {}) {
    return fold_copies(MatchSet::of(set), columns_, MatchSet::of(chosen)).docids();
  };
  using Docids = std::vector<std::uint32_t>;
  EXPECT_EQ(fold({1, 2, 3, 4, 5, 6}), (Docids{2, 4, 5}));
  EXPECT_EQ(fold({1, 3, 6}), (Docids{1, 6}));
  EXPECT_EQ(fold({1, 2, 3, 4, 5, 6}, {1, 6}), (Docids{1, 5, 6})) << "those chosen stay";
  EXPECT_EQ(fold({}), Docids{});
}

}  // namespace
}  // namespace dateline::search
