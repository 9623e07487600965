#pragma once

#include <cstddef>

#include "common/dates/token_stream.h"

namespace dateline::dates {

/// The year of a month, or of month and day, whose tokens end before `i`: the index behind it, 0 if there is
/// none. Between them may stand a comma, a weekday, a time of day, small words ("of", "del año", "in") and a
/// parenthesis: "May 5 (Sunday), 2013", "Oct 26 11:00:09 KST 2017", "4 de julio (2012)", "2 апреля 2011-го".
/// A full stop only behind a day, `after_day`: "April 3. 2018".
std::size_t year_tail(const TokenStream& s, std::size_t i, DateParts& d, bool after_day);

/// The Gregorian year that stands beside a date without being its year for certain, in the tokens from `i` on
/// to the end of the clause or in the one before `begin`; 0 when there is none, kUnclearYear when it is
/// printed with two figures ("Sept. 12 '16", "'16년 9월 12일").
inline constexpr int kUnclearYear = -1;
int year_beside(const TokenStream& s, std::size_t begin, std::size_t i);

}  // namespace dateline::dates
