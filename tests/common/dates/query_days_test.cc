#include "common/dates/query_days.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline::dates {
namespace {

std::string shown(const YearlyDay& day) { return std::to_string(day.month) + "/" + std::to_string(day.day); }

std::string shown(const QueryDays& days) {
  if (days.yearly) return "yearly " + shown(days.yearly->from) + " " + shown(days.yearly->to);
  return (days.range.from ? to_iso(*days.range.from) : "") + ".." +
         (days.range.to ? to_iso(*days.range.to) : "");
}

struct Row {
  const char* value;
  const char* days;
};

TEST(QueryDays, ReadsDaysOfEveryYear) {
  const Row rows[] = {
      {"*-09-09", "yearly 9/9 9/9"},
      {"--09-09", "yearly 9/9 9/9"},
      {"*-02-29", "yearly 2/29 2/29"},
      {"*-02", "yearly 2/1 2/29"},
      {"*-12-24..*-01-02", "yearly 12/24 1/2"},
      {"9 September", "yearly 9/9 9/9"},
      {"September 9", "yearly 9/9 9/9"},
      {"9월 9일", "yearly 9/9 9/9"},
      {"9 de septiembre", "yearly 9/9 9/9"},
      {"9 сентября", "yearly 9/9 9/9"},
      {"*-13-01", "error: there is no month 13"},
      {"*-09-31", "error: no such month has a day 31"},
      {"*-9-9", "error: cannot read \"*-9-9\" as a day of every year"},
      {"*-09-09..2012", "error: both ends of such a range are days of every year"},
  };
  for (const Row& row : rows) {
    const auto days = parse_query_days(row.value, std::nullopt);
    EXPECT_EQ(days ? shown(*days) : "error: " + days.error().what, row.days) << row.value;
  }
}

TEST(QueryDays, CountsDistances) {
  const Row rows[] = {
      {"2012-12-12..+7d", "2012-12-12..2012-12-19"},
      {"2012-12..+1w", "2012-12-01..2013-01-07"},
      {"-7d..2012-12-12", "2012-12-05..2012-12-12"},
      {"2012-01-31..+1m", "2012-01-31..2012-02-29"},
      {"2012-02-29..+1y", "2012-02-29..2013-02-28"},
      {"-1y..2012", "2011-01-01..2012-12-31"},
      {"12 December 2012..+3d", "2012-12-12..2012-12-15"},
      {"-7d..", "2020-02-23.."},
      {"..-1m", "..2020-02-01"},
      {"-2w..-1w", "2020-02-16..2020-02-23"},
      {"-3d..+3d", "2020-02-27..2020-03-04"},
      {"today", "2020-03-01..2020-03-01"},
      {"yesterday", "2020-02-29..2020-02-29"},
      {"2020-02-01..today", "2020-02-01..2020-03-01"},
      {"-7d", "error: a distance is one end of a range"},
      {"2012..+7x", "error: cannot read \"+7x\" as a distance"},
      {"2012-12-12..-7d", "error: the range ends before it begins"},
      {"2012..+99999y", "error: this is too far away"},
      {"2012-13..+7d", "error: there is no month 13"},
  };
  const auto today = make_day(2020, 3, 1);
  for (const Row& row : rows) {
    const auto days = parse_query_days(row.value, today);
    EXPECT_EQ(days ? shown(*days) : "error: " + days.error().what, row.days) << row.value;
  }
  EXPECT_FALSE(parse_query_days("-7d..", std::nullopt));
  EXPECT_TRUE(parse_query_days("2012-12-12..+7d", std::nullopt));
}

TEST(QueryDays, ReadsAllThatADateMayBe) {
  for (const char* value :
       {"2023", "2023-09-14", "juche112", "2019..2023", "..2019", "14 September 2023", "1950s"}) {
    const auto days = parse_query_days(value, std::nullopt);
    const auto range = parse_query_date(value);
    ASSERT_TRUE(days && range) << value;
    EXPECT_EQ(days->range, *range) << value;
    EXPECT_FALSE(days->yearly) << value;
  }
}

TEST(BareDate, IsFoundWithoutAYearAndAsAYearAlone) {
  const auto value = [](const char* query) {
    const auto date = find_bare_date(query);
    return date ? date->value : "";
  };
  EXPECT_EQ(value("parade 9 September"), "*-09-09");
  EXPECT_EQ(value("parade on October 10"), "*-10-10");
  EXPECT_EQ(value("sanctions 2017"), "2017");
  EXPECT_EQ(value("1995"), "1995");
  EXPECT_EQ(value("December 2017"), "2017-12");
  EXPECT_EQ(value("10 000 flats"), "");
  EXPECT_EQ(value("1,995 flats"), "");
  EXPECT_EQ(value("KN-2017"), "");
  EXPECT_EQ(value("5000 men"), "");
  EXPECT_EQ(value("date:2017"), "");
}

}  // namespace
}  // namespace dateline::dates
