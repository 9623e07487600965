#include "searcher/search/periods.h"

#include <gtest/gtest.h>

namespace dateline::search {
namespace {

using dates::Day;

Day day(const char* iso) { return *dates::parse_iso_day(iso); }

TEST(Period, HasTheNameAndTheDaysOfTheCalendar) {
  const struct {
    PeriodUnit unit;
    const char* day;
    const char* label;
    const char* first;
    const char* last;
  } rows[] = {
      {PeriodUnit::kDay, "2023-09-14", "2023-09-14", "2023-09-14", "2023-09-14"},
      {PeriodUnit::kWeek, "2023-09-14", "2023-W37", "2023-09-11", "2023-09-17"},
      {PeriodUnit::kWeek, "2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"},
      {PeriodUnit::kWeek, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"},
      {PeriodUnit::kWeek, "1969-12-31", "1970-W01", "1969-12-29", "1970-01-04"},
      {PeriodUnit::kMonth, "2024-02-10", "2024-02", "2024-02-01", "2024-02-29"},
      {PeriodUnit::kMonth, "1950-12-31", "1950-12", "1950-12-01", "1950-12-31"},
      {PeriodUnit::kQuarter, "2023-09-14", "2023-Q3", "2023-07-01", "2023-09-30"},
      {PeriodUnit::kQuarter, "0001-01-01", "0001-Q1", "0001-01-01", "0001-03-31"},
      {PeriodUnit::kYear, "1998-05-05", "1998", "1998-01-01", "1998-12-31"},
      {PeriodUnit::kJucheYear, "2023-09-14", "Juche 112", "2023-01-01", "2023-12-31"},
      {PeriodUnit::kJucheYear, "1912-04-15", "Juche 1", "1912-01-01", "1912-12-31"},
      {PeriodUnit::kJucheYear, "1911-12-31", "1911", "1911-01-01", "1911-12-31"},
  };
  for (const auto& row : rows) {
    const std::int64_t period = period_of(row.unit, day(row.day));
    EXPECT_EQ(label(row.unit, period), row.label);
    EXPECT_EQ(dates::to_iso(first_day(row.unit, period)), row.first) << row.label;
    EXPECT_EQ(dates::to_iso(last_day(row.unit, period)), row.last) << row.label;
  }
}

TEST(Period, FollowsTheOneBeforeWithoutAGap) {
  for (const PeriodUnit unit : {PeriodUnit::kDay, PeriodUnit::kWeek, PeriodUnit::kMonth, PeriodUnit::kQuarter,
                                PeriodUnit::kYear, PeriodUnit::kJucheYear}) {
    EXPECT_EQ(find_period_unit(name(unit)), unit);
    std::int64_t last = period_of(unit, day("1960-01-01"));
    for (Day d = day("1960-01-01"); d < day("1980-01-10"); d += std::chrono::days{1}) {
      const std::int64_t period = period_of(unit, d);
      ASSERT_TRUE(period == last || period == last + 1);
      ASSERT_EQ(first_day(unit, period) == d, period_of(unit, d - std::chrono::days{1}) != period);
      ASSERT_LE(first_day(unit, period), d);
      ASSERT_GE(last_day(unit, period), d);
      last = period;
    }
  }
  EXPECT_FALSE(find_period_unit("fortnight"));
}

}  // namespace
}  // namespace dateline::search
