#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/dates/juche.h"
#include "common/dates/mention.h"

namespace dateline::dates {

/// Numbers of a date as printed; 0 is "not printed". Not yet checked against the calendar.
struct DateParts {
  bool has_year = false;
  YearPair year;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
};

/// What the words around a date without a year say about it.
enum class Cue : std::uint8_t {
  kNone,
  kThisYear,
  kLastYear,
  kNextYear,
  kSameYear,
  kFuture,
  kFutureElsewhere,
  kPresent
};

/// A date as it stands in the text, before calendar and publication date are asked what it means.
struct Candidate {
  Kind kind = Kind::kBody;
  /// kRange: `first` to `last`. kMonthDay and kLunar: month and day of `last`. Otherwise `last` alone, as
  /// exactly as its numbers go.
  Precision precision = Precision::kDay;
  DateParts first;
  DateParts last;
  std::uint8_t third = 0;      ///< 1..3: a third of the month in `last`
  bool day_only = false;       ///< month and year are to be inferred
  bool two_days = false;       ///< of a range: its first and its last day are meant, not those between
  bool with_previous = false;  ///< without a year: has that of the candidate before it
  bool figures = false;        ///< figures and signs alone, which may be no date at all
  bool misspelt = false;       ///< month name with a slip: counts only where the publication date confirms it
  std::uint8_t languages = 0;  ///< without a year: those of the month name (set of Language); 0: no letters
  int year_beside = 0;  ///< without a year: one that stands beside it, perhaps of something else; 0: none
  Cue cue = Cue::kNone;
  std::int32_t context = -1;   ///< index of the candidate whose year-only date is context, or -1
  std::int32_t previous = -1;  ///< index of the last candidate before it that has a year, or -1
  Flags flags;
  std::uint32_t begin = 0;  ///< byte range in the normal text
  std::uint32_t end = 0;
  std::uint32_t first_end = 0;  ///< of a range of days: where its first date ends and its last begins
  std::uint32_t last_begin = 0;
};

}  // namespace dateline::dates
