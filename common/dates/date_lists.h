#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "common/dates/candidate.h"
#include "common/dates/token_stream.h"

namespace dateline::dates {

/// One day of a list, as a range of tokens.
struct ListedDay {
  std::size_t begin = 0;
  std::size_t end = 0;
  Candidate candidate;
};

/// "July 4, 5 and 6, 1972": the days behind `first`, an English month and day without a year whose tokens end
/// before `i`. Gives `first` the year. Empty, and `first` as it was, unless a year closes the list.
std::vector<ListedDay> match_day_list(const TokenStream& s, std::size_t i, Candidate& first);

/// Whether two days joined by "and", the last of them the tokens [day, end), can stand without a year behind
/// them: "on September 9 and 10 in Pyongyang", not "September 9 and 10 delegations".
bool ends_day_list(const TokenStream& s, std::size_t day, std::size_t end);

/// "between", "entre" …: what follows is a range for all that it has "and" where others have "to".
bool says_between(std::string_view word);

/// The two days of a candidate with `two_days`. The first takes the year of the last.
std::pair<Candidate, Candidate> split_days(const Candidate& pair);

/// Dates side by side share a year that is printed once: "July 4 and August 5, 1972" and "May 3-5 and July 6,
/// 1972" at the end, "1945년 8월 15일, 9월 2일" at the beginning. `candidates` stand in the order of the
/// normal `text`. Linear.
void share_years(std::string_view text, std::vector<Candidate>& candidates);

}  // namespace dateline::dates
