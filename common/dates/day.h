#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::dates {

/// A civil day of the proleptic Gregorian calendar. Checked once, at the door: only `make_day` and the
/// parsers make one, so a `Day` always exists in the calendar.
using Day = std::chrono::sys_days;

/// nullopt unless that day exists. `year` is astronomical (277 BC is -276), -9999..9999.
std::optional<Day> make_day(int year, unsigned month, unsigned day);

/// Exactly YYYY-MM-DD; nullopt unless that day exists.
std::optional<Day> parse_iso_day(std::string_view text);

/// "2023-09-14"; years before 1 as "-0276-01-01".
std::string to_iso(Day day);

/// 20230914, the value kept in the index; for days of the years 1..9999.
std::int32_t to_yyyymmdd(Day day);
std::optional<Day> from_yyyymmdd(std::int32_t number);

int year_of(Day day);
unsigned month_of(Day day);
unsigned day_of_month(Day day);

/// 28..31, or 0 when the month is not 1..12.
unsigned days_in_month(int year, unsigned month);

/// "January" … "December"; month 1..12.
std::string_view english_month(unsigned month);

}  // namespace dateline::dates
