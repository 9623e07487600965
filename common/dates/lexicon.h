#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::dates {

/// What a word can mean in a date.
enum class WordClass : std::uint8_t {
  kNone,
  kMonth,        ///< value 1..12, in `languages`
  kJuche,        ///< the Juche word, value of JucheScript
  kRussianYear,  ///< год, года, году, г
  kTo,           ///< between the ends of a range: to, through, bis, al, по …
  kAnd,          ///< and, y, et, und, и: joins days as kTo does where a year follows
  kOrdinal,      ///< st, nd, rd, th; er (French)
  kOf,
  kThe,
  kDe,           ///< de, del, du, d: Spanish and French "of"
  kArticle,      ///< la, le, l, el
  kEra,          ///< era, ère, эры
  kYearWord,     ///< year, año, an, année, Jahr, Jahre
  kPreposition,  ///< in, since, until …: stands before a year on its own
  kFirst,        ///< primero
  kWeekday,      ///< Monday 0 … Sunday 6
  kAgency,       ///< KCNA, ACNC, ATCC, ЦТАК …
  kHours,
  kDate,
  kCalendar,  ///< calendar, 달력
  kPyongyang,
  kCentury,
  kBc,            ///< B (of B.C.), BC; value 0 before, 1 after Christ
  kLunarWord,     ///< lunar
  kYearUnit,      ///< 년 年
  kSchoolYear,    ///< 학년도
  kMonthUnit,     ///< 월 月
  kDayUnit,       ///< 일 日
  kDecadeUnit,    ///< 년대 年代
  kCenturyUnit,   ///< 세기 世紀 世纪
  kThird,         ///< third of a month: 1 상순, 2 중순, 3 하순
  kCjkTo,         ///< 부터 から 至 到
  kCjkUntil,      ///< 까지 まで
  kLunarCjk,      ///< 음력 陰暦 农历
  kComing,        ///< 오는
  kNewspaper,     ///< 로동신문, 민주조선
  kKoreanAgency,  ///< 조선중앙통신 朝鮮中央通信
  kSent,          ///< 발 発 电: follows the day of a dateline
  kXinhuaStyle,   ///< 朝中社
};

enum Language : std::uint8_t {
  kEnglish = 1,
  kSpanish = 2,
  kFrench = 4,
  kGerman = 8,
  kRussian = 16,
  kSlovak = 32,
};

/// On which side of its number a Juche word stands, as far as that depends on the word.
enum JucheScript : std::uint8_t {
  kJucheLatin,
  kJucheCjk,
  kJucheRussian,
  kJucheMisspelt,  ///< Latin, counts only with a Gregorian year beside it
};

struct WordInfo {
  WordClass word_class = WordClass::kNone;
  std::uint8_t value = 0;
  std::uint8_t languages = 0;  ///< set of Language, for months
};

/// Meaning of a word of an alphabet, given in lower case ("september", "года", "čučche"); kNone if it has
/// none.
const WordInfo& find_word(std::string_view lower);

/// The longest keyword of Chinese, Japanese or Korean that `text` begins with; length 0 if there is none.
struct CjkWord {
  WordInfo info;
  std::uint32_t bytes = 0;
};
CjkWord find_cjk_word(std::string_view text);

/// 1..12 when `lower` is one slip of the pen away from exactly one English month name of five letters or
/// more, or of the shorter ones when a letter is missing or doubled ("mrch", "mmarch", "kune"); else 0.
unsigned misspelt_month(std::string_view lower);

/// Edit distance (insertion, deletion, replacement, each 1; letters swapped: 2), cut off at 2.
int short_edit_distance(std::string_view a, std::string_view b);

}  // namespace dateline::dates
