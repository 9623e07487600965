#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/dates/day.h"
#include "common/result.h"

namespace dateline::dates {

/// Days from `from` to `to`, both included; a missing end is open. At least one end is there, and from <= to.
struct DateRange {
  std::optional<Day> from;
  std::optional<Day> to;
  bool operator==(const DateRange&) const = default;
};

/// Juche years as a query names them, with the days they mean.
struct JucheRange {
  int first_year = 1;   ///< 1..200
  int last_year = 200;  ///< first_year..200
  DateRange days;       ///< narrower than the years where months or days were given
  bool operator==(const JucheRange&) const = default;
};

/// An Error that knows its place; as a Result<T> it is a plain Error.
struct QueryDateError : Error {
  std::size_t column = 0;  ///< byte offset in the value, 0-based
};

/// Reads the value of `date:`, `mentions:`, `captured:`, `--from` or `--to`: 2023, 2023-09, 2023-09-14,
/// juche112, juche112.9, juche112.9.14, 주체112.9.14, 14.09.2023 (day first), "14 September 2023" and every
/// other form of a date with a year that the scanner reads; ranges 2019..2023, 2023-09-12.. and ..2023-09-12
/// of any two of these. Every day is checked against the calendar, and "Juche 112 (2024)" is an error.
tl::expected<DateRange, QueryDateError> parse_query_date(std::string_view value);

/// Reads the value of `juche:`: 112, 112.9, 112.9.14, with or without "juche" before it; 86..113, 86..,
/// ..113.
tl::expected<JucheRange, QueryDateError> parse_query_juche(std::string_view value);

/// A date that stands in a query without a field.
struct BareDate {
  std::size_t offset = 0;  ///< byte range in the query
  std::size_t length = 0;
  std::string
      value;  ///< as `date:` takes it: "2023-09-14", "2023-09", "2023-09-12..2023-09-17", "*-09-09", "2017"
};

/// The first date in `query` that is no value of a field: of at least month precision with a year, else a day
/// without a year in words ("9 September"), else a year of 1900 to 2049 between blanks. Impossible dates do
/// not count.
std::optional<BareDate> find_bare_date(std::string_view query);

}  // namespace dateline::dates
