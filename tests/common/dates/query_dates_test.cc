#include "common/dates/query_dates.h"

#include <gtest/gtest.h>

namespace dateline::dates {
namespace {

std::string shown(const DateRange& range) {
  return (range.from ? to_iso(*range.from) : "") + ".." + (range.to ? to_iso(*range.to) : "");
}

struct Good {
  const char* value;
  const char* days;
};

TEST(QueryDate, ReadsEveryForm) {
  const Good rows[] = {
      {"2023", "2023-01-01..2023-12-31"},
      {"2023-09", "2023-09-01..2023-09-30"},
      {"2024-2", "2024-02-01..2024-02-29"},
      {"2023-09-14", "2023-09-14..2023-09-14"},
      {"2023.9.14", "2023-09-14..2023-09-14"},
      {"2023.9.14.", "2023-09-14..2023-09-14"},
      {"2023/09/14", "2023-09-14..2023-09-14"},
      {"14.09.2023", "2023-09-14..2023-09-14"},
      {"juche112", "2023-01-01..2023-12-31"},
      {"Juche 112", "2023-01-01..2023-12-31"},
      {"juche112.9", "2023-09-01..2023-09-30"},
      {"juche112.9.14", "2023-09-14..2023-09-14"},
      {"Juche112.9.14.", "2023-09-14..2023-09-14"},
      {"주체112.9.14", "2023-09-14..2023-09-14"},
      {"주체112", "2023-01-01..2023-12-31"},
      {"주체112(2023)년 9월 14일", "2023-09-14..2023-09-14"},
      {"2023년 9월", "2023-09-01..2023-09-30"},
      {"Juche 112 (2023)", "2023-01-01..2023-12-31"},
      {"14 September 2023", "2023-09-14..2023-09-14"},
      {"September 14, 2023", "2023-09-14..2023-09-14"},
      {"September 14, Juche 112", "2023-09-14..2023-09-14"},
      {"September 2023", "2023-09-01..2023-09-30"},
      {"12-17 September 2023", "2023-09-12..2023-09-17"},
      {"14 сентября 2023 года", "2023-09-14..2023-09-14"},
      {"el 14 de septiembre de 2023", "error"},
      {"14 de septiembre de 2023", "2023-09-14..2023-09-14"},
      {"1950s", "1950-01-01..1959-12-31"},
      {"1950-1953", "1950-01-01..1953-12-31"},
      {"2019..2023", "2019-01-01..2023-12-31"},
      {"2023-09-12..", "2023-09-12.."},
      {"..2023-09-12", "..2023-09-12"},
      {"juche86..juche113", "1997-01-01..2024-12-31"},
      {"juche112.9.14..", "2023-09-14.."},
      {"September 2022 .. 14 September 2023", "2022-09-01..2023-09-14"},
      {" 2023 ", "2023-01-01..2023-12-31"},
      {"２０２３", "2023-01-01..2023-12-31"},
  };
  for (const Good& row : rows) {
    const auto range = parse_query_date(row.value);
    EXPECT_EQ(range ? shown(*range) : "error", row.days)
        << row.value << (range ? "" : ": " + range.error().what);
  }
}

struct Bad {
  const char* value;
  const char* what;
  std::size_t column;
};

TEST(QueryDate, SaysWhatIsWrongAndWhere) {
  const Bad rows[] = {
      {"2023-02-30", "February 2023 has 28 days", 8},
      {"2023-13", "there is no month 13", 5},
      {"2023-00-10", "there is no month 0", 5},
      {"2023-04-00", "April 2023 has 30 days", 8},
      {"30 February 2023", "February 2023 has 28 days", 0},
      {"February 30, 2024", "February 2024 has 29 days", 9},
      {"31.04.2023", "April 2023 has 30 days", 0},
      {"31/02/2023", "February 2023 has 28 days", 0},
      {"07/11/2022", "\"07/11/2022\" may have the day or the month first", 0},
      {"juche112.2.29", "February 2023 has 28 days", 11},
      {"Juche112.13.1", "there is no month 13", 9},
      {"juche0", "there is no Juche year 0: they run from 1 (1912) to 200 (2111)", 5},
      {"juche201", "there is no Juche year 201: they run from 1 (1912) to 200 (2111)", 5},
      {"juche2023", "there is no Juche year 2023: they run from 1 (1912) to 200 (2111)", 5},
      {"Juche 112 (2024)", "Juche 112 is 2023, not 2024", 11},
      {"14 September", "the year is missing", 12},
      {"", "a date is missing", 0},
      {"..", "a range needs at least one end", 0},
      {"2023..2019", "the range ends before it begins", 6},
      {"2019..2023-02-30", "February 2023 has 28 days", 14},
      {"yesterday", "cannot read \"yesterday\" as a date", 0},
      {"0999", "there is no date in the year 999", 0},
      {"2023x", "cannot read \"2023x\" as a date", 0},
  };
  for (const Bad& row : rows) {
    const auto range = parse_query_date(row.value);
    ASSERT_FALSE(range) << row.value << " " << shown(*range);
    EXPECT_EQ(range.error().what, row.what) << row.value;
    EXPECT_EQ(range.error().column, row.column) << row.value;
    EXPECT_EQ(range.error().kind, ErrorKind::kQuery);
  }
}

TEST(QueryDate, IsAResultWithAPlainErrorToo) {
  const Result<DateRange> result = parse_query_date("2023-02-30");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, "February 2023 has 28 days");
}

TEST(QueryJuche, ReadsYearsMonthsDaysAndRanges) {
  const auto shown_juche = [](std::string_view value) -> std::string {
    const auto range = parse_query_juche(value);
    if (!range) return range.error().what;
    return std::to_string(range->first_year) + "-" + std::to_string(range->last_year) + " " +
           shown(range->days);
  };
  EXPECT_EQ(shown_juche("112"), "112-112 2023-01-01..2023-12-31");
  EXPECT_EQ(shown_juche("juche112"), "112-112 2023-01-01..2023-12-31");
  EXPECT_EQ(shown_juche("112.9"), "112-112 2023-09-01..2023-09-30");
  EXPECT_EQ(shown_juche("112.9.14"), "112-112 2023-09-14..2023-09-14");
  EXPECT_EQ(shown_juche("주체112.9.14"), "112-112 2023-09-14..2023-09-14");
  EXPECT_EQ(shown_juche("86..113"), "86-113 1997-01-01..2024-12-31");
  EXPECT_EQ(shown_juche("86.."), "86-200 1997-01-01..");
  EXPECT_EQ(shown_juche("..113"), "1-113 ..2024-12-31");
  EXPECT_EQ(shown_juche("0"), "there is no Juche year 0: they run from 1 (1912) to 200 (2111)");
  EXPECT_EQ(shown_juche("2023"), "2023 is no Juche year");
  EXPECT_EQ(shown_juche("112.2.29"), "February 2023 has 28 days");
  EXPECT_EQ(shown_juche("113..86"), "the range ends before it begins");
  EXPECT_EQ(shown_juche("many"), "cannot read \"many\" as a Juche date");
}

struct Bare {
  const char* query;
  const char* value;
};

TEST(BareDate, IsFoundInAQueryUnlessItBelongsToAField) {
  const Bare rows[] = {
      {"14 September 2023", "2023-09-14"},
      {"putin visit 14 September 2023", "2023-09-14"},
      {"visit September 2023", "2023-09"},
      {"September 12 to 17, 2023 visit", "2023-09-12..2023-09-17"},
      {"Juche112.9.14", "2023-09-14"},
      {"2023-09-14", "2023-09-14"},
      {"date:2023-09-14", "none"},
      {"date:2023-09-12..2023-09-14", "none"},
      {"in 2023", "2023"},
      {"kim putin talks", "none"},
      {"14 September", "*-09-14"},
      {"30 February 2023", "none"},
  };
  for (const Bare& row : rows) {
    const auto bare = find_bare_date(row.query);
    EXPECT_EQ(bare ? bare->value : "none", row.value) << row.query;
  }
}

}  // namespace
}  // namespace dateline::dates
