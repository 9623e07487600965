#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>
#include <vector>

#include "common/dates/query_dates.h"
#include "common/dates/scanner.h"
#include "indexer/readers/jsonl.h"

namespace dateline::indexer {
namespace {

using dates::Day;

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<dates::GivenDate> of_day(std::optional<Day> day) {
  if (!day) return std::nullopt;
  return dates::GivenDate{*day, dates::Precision::kDay};
}

std::optional<dates::GivenDate> of_month(int year, unsigned month) {
  const auto from = dates::make_day(year, month, 1);
  if (!from) return std::nullopt;
  return dates::GivenDate{*from, dates::Precision::kMonth};
}

/// The day of a moment in UTC, and the one in Pyongyang.
std::optional<dates::GivenDate> of_moment(std::chrono::sys_seconds moment) {
  return dates::GivenDate{std::chrono::floor<std::chrono::days>(moment), dates::Precision::kDay,
                          dates::day_in_korea(moment)};
}

/// "14/09/2023", "14.9.2023", "14-09-2023": the day comes first; nullopt where that day does not exist.
std::optional<dates::GivenDate> of_day_first(std::string_view text) {
  const std::size_t first = text.find_first_of("/.-");
  if (first == std::string_view::npos || first > 2) return std::nullopt;
  const std::size_t second = text.find(text[first], first + 1);
  if (second == std::string_view::npos || second > first + 3) return std::nullopt;
  const std::string_view day = text.substr(0, first);
  const std::string_view month = text.substr(first + 1, second - first - 1);
  const std::string_view year = text.substr(second + 1);
  if (year.size() != 4 || !all_digits(day) || !all_digits(month) || !all_digits(year)) return std::nullopt;
  return of_day(dates::make_day(number(year), static_cast<unsigned>(number(month)),
                                static_cast<unsigned>(number(day))));
}

/// Seconds up to the year 2500, beyond that milliseconds: the first millisecond stamp above is of 1970-07.
std::optional<dates::GivenDate> of_unix(std::string_view text) {
  // Clocks give fractions, and tables with gaps "1537488000000.0".
  if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
    if (!all_digits(text.substr(point + 1))) return std::nullopt;
    text = text.substr(0, point);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (text.size() < 9) return std::nullopt;  // nothing was published in the spring of 1970
  constexpr std::int64_t kYear2500 = 16725225600;
  if (value > kYear2500 || value < -kYear2500) value /= 1000;
  if (value > kYear2500 || value < -kYear2500) return std::nullopt;
  return of_moment(std::chrono::sys_seconds{std::chrono::seconds{value}});
}

/// The moment of "2023-09-14T20:00:00Z", "2023-09-14 20:00+00:00"; nullopt without a zone.
std::optional<std::chrono::sys_seconds> moment_of(Day day, std::string_view time) {
  const auto two = [&time](std::size_t at) -> std::optional<int> {
    if (time.size() < at + 2 || !all_digits(time.substr(at, 2))) return std::nullopt;
    return number(time.substr(at, 2));
  };
  const std::optional<int> hour = two(0);
  const std::optional<int> minute = two(3);
  const std::size_t zone = time.find_first_of("Z+-");
  if (!hour || !minute || *hour > 23 || *minute > 59 || time[2] != ':' || zone == std::string_view::npos)
    return std::nullopt;
  const auto local = day + std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  if (time[zone] == 'Z') return local;
  const std::optional<int> hours = two(zone + 1);
  const std::size_t colon = time.size() > zone + 3 && time[zone + 3] == ':' ? 1 : 0;
  const std::optional<int> minutes = two(zone + 3 + colon);
  if (!hours) return std::nullopt;
  const auto offset = std::chrono::hours{*hours} + std::chrono::minutes{minutes.value_or(0)};
  return time[zone] == '-' ? local + offset : local - offset;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

/// "Thu, 14 Sep 2023 10:00:00 GMT", "Published on 14 September 2023, 10:00", "Juche 84 (1995)": the only day,
/// month or year of a text.
std::optional<dates::GivenDate> only_date(std::string_view text) {
  const std::vector<dates::DateMention> mentions = dates::scan_text(text).mentions;
  if (mentions.size() != 1) return std::nullopt;
  const dates::DateMention& only = mentions.front();
  if (only.precision > dates::Precision::kYear || only.flags.has(dates::Flag::kImpossible))
    return std::nullopt;
  // "32 Jul 2023": what stands beside a month or year is a day that there is not.
  if (only.precision != dates::Precision::kDay &&
      (has_digit(text.substr(0, only.offset)) || has_digit(text.substr(only.offset + only.length))))
    return std::nullopt;
  return dates::GivenDate{only.from, only.precision};
}

}  // namespace

std::optional<dates::GivenDate> parse_field_date(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  const std::size_t n = text.size();
  if (n >= 10 && text[4] == '-' && text[7] == '-' && (n == 10 || text[10] == 'T' || text[10] == ' ')) {
    auto given = of_day(dates::parse_iso_day(text.substr(0, 10)));
    if (given && n > 11) {
      if (const auto moment = moment_of(given->day, text.substr(11)))
        given->in_korea = dates::day_in_korea(*moment);
    }
    return given;
  }
  if (n == 7 && text[4] == '-' && all_digits(text.substr(0, 4)) && all_digits(text.substr(5))) {
    return of_month(number(text.substr(0, 4)), static_cast<unsigned>(number(text.substr(5))));
  }
  if (const auto day = of_day_first(text)) return day;
  if (n == 4 && all_digits(text)) {
    const auto from = dates::make_day(number(text), 1, 1);
    if (!from) return std::nullopt;
    return dates::GivenDate{*from, dates::Precision::kYear};
  }
  // "20240914T101500Z": the form with hyphens and colons, without them
  if (n >= 13 && text[8] == 'T' && all_digits(text.substr(0, 8)) && all_digits(text.substr(9, 4))) {
    const auto part = [text](std::size_t at, std::size_t length = 2) {
      return std::string(text.substr(at, length));
    };
    return parse_field_date(part(0, 4) + "-" + part(4) + "-" + part(6) + "T" + part(9) + ":" + part(11) +
                            ":" + part(13, std::string_view::npos));
  }
  if ((n == 8 || n == 14) && all_digits(text))  // "20240914", "20240914101500"
    return of_day(dates::from_yyyymmdd(number(text.substr(0, 8))));
  if (const auto day = of_unix(text)) return day;
  // "September 14, 2023", "Juche 112.9.14": any form of a day that queries take too.
  const auto range = dates::parse_query_date(text);
  if (range && range->from && range->from == range->to) return of_day(range->from);
  return only_date(text);
}

}  // namespace dateline::indexer
