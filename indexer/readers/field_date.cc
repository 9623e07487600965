#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

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
  return of_day(std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{value}}));
}

/// "14-Sep-2023" with blanks; any other text as it is.
std::string spaced(std::string_view text) {
  std::string out(text);
  const std::size_t first = text.find('-');
  const std::size_t last = text.rfind('-');
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  if (first == last || !all_digits(text.substr(0, first)) ||
      !std::ranges::all_of(text.substr(first + 1, last - first - 1), is_letter)) {
    return out;
  }
  out[first] = out[last] = ' ';
  return out;
}

/// "Thu, 14 Sep 2023 10:00:00 GMT", "Published on 14 September 2023, 10:00": the only day of a text.
std::optional<dates::GivenDate> only_day(std::string_view text) {
  std::optional<dates::GivenDate> only;
  for (const dates::DateMention& mention : dates::scan_text(text).mentions) {
    if (mention.precision != dates::Precision::kDay || only) return std::nullopt;
    only = dates::GivenDate{mention.from, dates::Precision::kDay};
  }
  return only;
}

}  // namespace

std::optional<dates::GivenDate> parse_field_date(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  const std::size_t n = text.size();
  if (n >= 10 && text[4] == '-' && text[7] == '-' && (n == 10 || text[10] == 'T' || text[10] == ' ')) {
    return of_day(dates::parse_iso_day(text.substr(0, 10)));
  }
  if (n == 7 && text[4] == '-' && all_digits(text.substr(0, 4)) && all_digits(text.substr(5))) {
    return of_month(number(text.substr(0, 4)), static_cast<unsigned>(number(text.substr(5))));
  }
  if (n == 10 && (text[2] == '/' || text[2] == '.') && text[5] == text[2] && all_digits(text.substr(0, 2)) &&
      all_digits(text.substr(3, 2)) && all_digits(text.substr(6))) {
    return of_day(dates::make_day(number(text.substr(6)), static_cast<unsigned>(number(text.substr(3, 2))),
                                  static_cast<unsigned>(number(text.substr(0, 2)))));
  }
  if (n == 4 && all_digits(text)) {
    const auto from = dates::make_day(number(text), 1, 1);
    if (!from) return std::nullopt;
    return dates::GivenDate{*from, dates::Precision::kYear};
  }
  if (n == 8 && all_digits(text)) return of_day(dates::from_yyyymmdd(number(text)));
  if (const auto day = of_unix(text)) return day;
  // "September 14, 2023", "Juche 112.9.14": any form of a day that queries take too.
  const auto range = dates::parse_query_date(text);
  if (range && range->from && range->from == range->to) return of_day(range->from);
  return only_day(spaced(text));
}

}  // namespace dateline::indexer
