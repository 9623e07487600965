#pragma once

#include <optional>

#include "common/dates/day.h"

namespace dateline::dates {

/// Juche 1 is 1912, months and days are those of the Gregorian calendar; there is no year before Juche 1.
inline constexpr int kJucheOffset = 1911;
inline constexpr int kLastJucheYear = 200;

/// The Gregorian year of a Juche number; nullopt unless it is 1..200.
constexpr std::optional<int> gregorian_year(int juche) {
  if (juche < 1 || juche > kLastJucheYear) return std::nullopt;
  return juche + kJucheOffset;
}

/// The Juche number of a Gregorian year; nullopt outside 1912..2111.
constexpr std::optional<int> juche_year(int gregorian) {
  const int juche = gregorian - kJucheOffset;
  if (juche < 1 || juche > kLastJucheYear) return std::nullopt;
  return juche;
}

/// The days on which a document may have been stamped with a Juche year: from the announcement of the era
/// (night of 8 July 1997; in force from 9 September) to the last pages that dropped it (November 2024).
inline constexpr Day kFirstEraDay = std::chrono::year{1997} / std::chrono::July / 9;
inline constexpr Day kLastEraDay = std::chrono::year{2024} / std::chrono::November / 30;

constexpr bool stamped_in_era(Day from, Day to) { return to >= kFirstEraDay && from <= kLastEraDay; }

/// How a Juche number and the Gregorian year printed beside it agree.
struct YearPair {
  int gregorian = 0;      ///< the year meant when nothing else is known: the Gregorian one where printed
  int juche = 0;          ///< as written; 0 when none, or when it is outside 1..200
  bool conflict = false;  ///< both are years, and they differ
  bool invalid = false;   ///< the number is outside 1..200, only the Gregorian year counts
};

/// nullopt when neither number is a year. `gregorian` 0: none printed.
std::optional<YearPair> pair_years(int juche, int gregorian);

}  // namespace dateline::dates
