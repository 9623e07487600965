#include "searcher/search/periods.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "common/dates/juche.h"

namespace dateline::search {
namespace {

using dates::Day;
using std::chrono::days;

constexpr std::array<std::string_view, 6> kNames{"day", "week", "month", "quarter", "year", "juche"};

/// 1 January 1970 was a Thursday: week 0 began on the Monday before.
constexpr int kDaysFromMonday = 3;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

Day first_of_month(std::int64_t month) {
  const auto year = static_cast<int>(floor_divide(month, 12));
  const auto in_year = static_cast<unsigned>(month - std::int64_t{year} * 12 + 1);
  return std::chrono::year{year} / std::chrono::month{in_year} / 1;
}

std::string week_label(Day monday) {
  // An ISO week belongs to the year of its Thursday.
  const Day thursday = monday + days{3};
  const int year = dates::year_of(thursday);
  const Day new_year = std::chrono::year{year} / std::chrono::January / 1;
  return fmt::format("{:04}-W{:02}", year, (thursday - new_year).count() / 7 + 1);
}

}  // namespace

std::string_view name(PeriodUnit unit) { return kNames[static_cast<std::size_t>(unit)]; }

std::optional<PeriodUnit> find_period_unit(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<PeriodUnit>(found - kNames.begin());
}

std::int64_t period_of(PeriodUnit unit, Day day) {
  const std::int64_t number = day.time_since_epoch().count();
  const std::int64_t year = dates::year_of(day);
  const std::int64_t month = std::int64_t{dates::month_of(day)} - 1;
  switch (unit) {
    case PeriodUnit::kDay:
      return number;
    case PeriodUnit::kWeek:
      return floor_divide(number + kDaysFromMonday, 7);
    case PeriodUnit::kMonth:
      return year * 12 + month;
    case PeriodUnit::kQuarter:
      return year * 4 + month / 3;
    case PeriodUnit::kYear:
    case PeriodUnit::kJucheYear:
      return year;
  }
  return 0;
}

Day first_day(PeriodUnit unit, std::int64_t period) {
  switch (unit) {
    case PeriodUnit::kDay:
      return Day{days{period}};
    case PeriodUnit::kWeek:
      return Day{days{period * 7 - kDaysFromMonday}};
    case PeriodUnit::kMonth:
      return first_of_month(period);
    case PeriodUnit::kQuarter:
      return first_of_month(period * 3);
    case PeriodUnit::kYear:
    case PeriodUnit::kJucheYear:
      return first_of_month(period * 12);
  }
  return {};
}

Day last_day(PeriodUnit unit, std::int64_t period) { return first_day(unit, period + 1) - days{1}; }

std::string label(PeriodUnit unit, std::int64_t period) {
  const Day first = first_day(unit, period);
  switch (unit) {
    case PeriodUnit::kDay:
      return dates::to_iso(first);
    case PeriodUnit::kWeek:
      return week_label(first);
    case PeriodUnit::kMonth:
      return dates::to_iso(first).substr(0, 7);
    case PeriodUnit::kQuarter:
      return fmt::format("{:04}-Q{}", dates::year_of(first), dates::month_of(first) / 3 + 1);
    case PeriodUnit::kYear:
      return fmt::format("{:04}", period);
    case PeriodUnit::kJucheYear: {
      const auto juche = dates::juche_year(static_cast<int>(period));
      return juche ? fmt::format("Juche {}", *juche) : fmt::format("{:04}", period);
    }
  }
  return {};
}

}  // namespace dateline::search
