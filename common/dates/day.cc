#include "common/dates/day.h"

#include <array>

#include <cstdio>

namespace dateline::dates {

std::optional<Day> make_day(int year, unsigned month, unsigned day) {
  if (year < -9999 || year > 9999) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

std::optional<Day> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int digits[8];
  int n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    digits[n++] = text[i] - '0';
  }
  const int year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
  return make_day(year, static_cast<unsigned>(digits[4] * 10 + digits[5]),
                  static_cast<unsigned>(digits[6] * 10 + digits[7]));
}

std::string to_iso(Day day) {
  const int year = year_of(day);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%s%04d-%02u-%02u", year < 0 ? "-" : "", year < 0 ? -year : year,
                month_of(day), day_of_month(day));
  return buffer;
}

std::int32_t to_yyyymmdd(Day day) {
  return static_cast<std::int32_t>(year_of(day) * 10000) + static_cast<std::int32_t>(month_of(day) * 100) +
         static_cast<std::int32_t>(day_of_month(day));
}

std::optional<Day> from_yyyymmdd(std::int32_t number) {
  if (number < 0) return std::nullopt;
  return make_day(number / 10000, static_cast<unsigned>(number / 100 % 100),
                  static_cast<unsigned>(number % 100));
}

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }
unsigned month_of(Day day) { return static_cast<unsigned>(std::chrono::year_month_day{day}.month()); }
unsigned day_of_month(Day day) { return static_cast<unsigned>(std::chrono::year_month_day{day}.day()); }

unsigned days_in_month(int year, unsigned month) {
  if (month < 1 || month > 12) return 0;
  const auto last = std::chrono::year{year} / std::chrono::month{month} / std::chrono::last;
  return static_cast<unsigned>(std::chrono::year_month_day_last{last}.day());
}

std::string_view english_month(unsigned month) {
  constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
  return kMonths[month - 1];
}

}  // namespace dateline::dates
