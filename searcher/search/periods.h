#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/dates/day.h"

namespace dateline::search {

/// The stretches of the calendar into which a timeline is cut.
enum class PeriodUnit : std::uint8_t {
  kDay,
  kWeek,  ///< of ISO 8601: begins on Monday
  kMonth,
  kQuarter,
  kYear,
  kJucheYear,  ///< a calendar year, named by its Juche number where it has one (1912 and later)
};

/// "day", "week", "month", "quarter", "year", "juche".
std::string_view name(PeriodUnit unit);
std::optional<PeriodUnit> find_period_unit(std::string_view name);

/// Periods of a unit are numbered in the order of time without a gap; what number 0 is, is left open.
std::int64_t period_of(PeriodUnit unit, dates::Day day);
dates::Day first_day(PeriodUnit unit, std::int64_t period);
dates::Day last_day(PeriodUnit unit, std::int64_t period);

/// "2023-09-14", "2023-W37", "2023-09", "2023-Q3", "2023", "Juche 112".
std::string label(PeriodUnit unit, std::int64_t period);

}  // namespace dateline::search
