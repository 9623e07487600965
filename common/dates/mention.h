#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/day.h"

namespace dateline::dates {

/// How exactly a date is known. `from`/`to` of a mention are valid days for all but kMonthDay and kLunar.
enum class Precision : std::uint8_t { kDay, kMonth, kYear, kRange, kDecade, kCentury, kMonthDay, kLunar };

/// Where and as what a date stands in a document.
enum class Kind : std::uint8_t {
  kWatch,
  kCapture,
  kStamp,
  kDateline,
  kUrl,
  kBody,
  kLifespan,
  kDecade,
  kCentury,
  kLunar,
  kName
};

/// What was done to read a date, or is odd about it. A set of bits.
enum class Flag : std::uint16_t {
  kConflictYear = 1 << 0,   ///< Juche and Gregorian year disagree
  kImpossible = 1 << 1,     ///< day or month does not exist; the valid prefix was kept
  kInferredYear = 1 << 2,   ///< year taken from the publication date
  kInferredMonth = 1 << 3,  ///< month and year taken from the publication date
  kContextYear = 1 << 4,    ///< year taken from the text before, or from the list that it stands in
  kYearWrap = 1 << 5,       ///< range over the turn of the year
  kBareJuche = 1 << 6,      ///< "in Juche 112", no Gregorian year beside it
  kInvalidJuche = 1 << 7,   ///< Juche number out of 1..200
  kOutOfEra = 1 << 8,       ///< Juche stamp before 1997-07-09 or after 2024-11-30
  kOcrRepaired = 1 << 9,
  kAcademic = 1 << 10,  ///< school year
  kBc = 1 << 11,
};

struct Flags {
  std::uint16_t bits = 0;
  constexpr bool has(Flag f) const { return (bits & static_cast<std::uint16_t>(f)) != 0; }
  constexpr void set(Flag f) { bits = static_cast<std::uint16_t>(bits | static_cast<std::uint16_t>(f)); }
  constexpr bool operator==(const Flags&) const = default;
};

/// One date read from a text: an inclusive interval of days with the place it was read from.
struct DateMention {
  Day from{};  ///< first day; meaningless for kMonthDay and kLunar
  Day to{};    ///< last day, >= from
  Precision precision = Precision::kDay;
  Precision unit = Precision::kDay;  ///< of a kRange: its ends are known to the kDay, the kMonth or the kYear
  Kind kind = Kind::kBody;
  std::uint8_t month = 0;   ///< for kMonthDay and kLunar (1..12)
  std::uint8_t day = 0;     ///< for kMonthDay and kLunar (1..31)
  std::uint16_t juche = 0;  ///< Juche number as written, 0 when none was; of a range the first one written
  std::uint16_t last_juche = 0;  ///< of a range with two Juche numbers: that of its end, else 0
  Flags flags;
  std::uint32_t offset = 0;  ///< byte range in the original text
  std::uint32_t length = 0;

  bool operator==(const DateMention&) const = default;
};

/// A day that is printed with its year and does not exist: "February 30, 2023". No date, but worth telling.
struct ImpossibleDay {
  Kind kind = Kind::kBody;
  std::uint32_t offset = 0;  ///< byte range in the original text
  std::uint32_t length = 0;
};

/// "2023-09-14", "2023-09", "2023", "2023-09-12/2023-09-17", "1900-01/1901-05", "--09-14", "L01-15",
/// "-0276/0668".
std::string interval_text(const DateMention& mention);

/// "body", "stamp" … and "day", "month" …: the lower-case names used in output and in the index.
std::string_view name(Kind kind);
std::string_view name(Precision precision);

/// Lower-case names ("conflict_year") of the flags that are set, in the order of the bits.
std::vector<std::string_view> flag_names(Flags flags);

/// One line of `dates --format vector`: "body 2023-09-12/2023-09-17 J112 !YEAR_WRAP".
std::string vector_line(const DateMention& mention);

}  // namespace dateline::dates
