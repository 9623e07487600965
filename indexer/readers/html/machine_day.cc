#include "indexer/readers/html/machine_day.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dateline::html {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<dates::Day> checked(int year, int month, int day) {
  if (year < 1900 || month < 1 || day < 1) return std::nullopt;  // machines write 0001-01-01 for "unknown"
  return dates::make_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

/// "2023-09-14", then nothing or a time.
std::optional<dates::Day> iso_day(std::string_view text) {
  const bool dashed = text.size() >= 10 && text[4] == '-' && text[7] == '-';
  if (dashed && all_digits(text.substr(0, 4)) && all_digits(text.substr(5, 2)) &&
      all_digits(text.substr(8, 2))) {
    if (text.size() > 10 && text[10] != 'T' && text[10] != 't' && text[10] != ' ') return std::nullopt;
    return checked(number(text.substr(0, 4)), number(text.substr(5, 2)), number(text.substr(8, 2)));
  }
  const bool compact =
      (text.size() == 8 || (text.size() > 8 && text[8] == 'T')) && all_digits(text.substr(0, 8));
  if (!compact) return std::nullopt;
  return checked(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6, 2)));
}

/// 1..12 for "Sep", "Sept" or "September" with a capital; 0 for any other word.
int month_of(std::string_view word) {
  static constexpr auto kMonths =
      std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July",
                                       "August", "September", "October", "November", "December"});
  if (word.size() < 3) return 0;
  const auto* found = std::ranges::find_if(kMonths, [&](std::string_view m) { return m.starts_with(word); });
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

/// Day and month name in either order, then a year of four digits: the words before a time of day.
std::optional<dates::Day> day_with_month_name(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  for (int words = 0; !text.empty() && words < 8 && year == 0; ++words) {
    const auto start = std::ranges::find_if(text, [](char c) { return is_digit(c) || is_letter(c); });
    text.remove_prefix(static_cast<std::size_t>(start - text.begin()));
    const auto stop =
        std::ranges::find_if_not(text, [](char c) { return is_digit(c) || is_letter(c) || c == ':'; });
    const std::string_view word = text.substr(0, static_cast<std::size_t>(stop - text.begin()));
    text.remove_prefix(word.size());
    if (all_digits(word) && word.size() == 4 && month != 0 && day != 0) {
      year = number(word);
    } else if (all_digits(word) && word.size() <= 2 && day == 0) {
      day = number(word);
    } else if (const int named = month_of(word); named != 0 && month == 0) {
      month = named;
    }
  }
  return year == 0 ? std::nullopt : checked(year, month, day);
}

}  // namespace

std::optional<dates::Day> parse_machine_day(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  if (text.empty() || text.size() > 100) return std::nullopt;
  const std::optional<dates::Day> iso = iso_day(text);
  return iso ? iso : day_with_month_name(text);
}

}  // namespace dateline::html
