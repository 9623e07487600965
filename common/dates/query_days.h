#pragma once

#include <optional>
#include <string_view>

#include "common/dates/day.h"
#include "common/dates/query_dates.h"
#include "common/result.h"

namespace dateline::dates {

/// Month and day of every year; February 29 of leap years alone.
struct YearlyDay {
  unsigned month = 1;
  unsigned day = 1;
  auto operator<=>(const YearlyDay&) const = default;
};

/// Every year from one day to the other, both included; over New Year where `to` comes first.
struct YearlyDays {
  YearlyDay from;
  YearlyDay to;
  bool operator==(const YearlyDays&) const = default;
};

/// What a date field of a query asks for: days from one to another, or some days of every year.
struct QueryDays {
  DateRange range;  ///< empty where `yearly` is there
  std::optional<YearlyDays> yearly;
  bool operator==(const QueryDays&) const = default;
};

/// Reads the value of `date:`, `mentions:` or `captured:`. Beside what parse_query_date reads:
/// - days of every year: *-09-09, --09-09, *-09, *-12-24..*-12-31, "9 September";
/// - distances in days, weeks, months and years (d, w, m, y): 2012-12-12..+7d to seven days after the last
/// day
///   of what stands before it, -7d..2012-12-12 from seven days before the first day of what stands behind it;
/// - days from `today`: today, yesterday, -7d.. (since seven days ago), ..-1y, -2w..-1w. Without `today`
/// these
///   are errors.
tl::expected<QueryDays, QueryDateError> parse_query_days(std::string_view value, std::optional<Day> today);

}  // namespace dateline::dates
