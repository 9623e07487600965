#pragma once

#include <string_view>
#include <vector>

#include "common/dates/juche.h"
#include "common/dates/token.h"

namespace dateline::dates {

/// A year as it is printed with a Juche word: a number with or without a Gregorian year beside it, a span of
/// such years, or a decade of them. What follows (month, day) is not part of it.
struct YearExpression {
  YearPair pair;
  int last_gregorian = 0;  ///< of a span: "Juche 87-89 (1998-2000)"; else 0
  bool decade = false;     ///< "Juche 50s (1960s)": `pair.gregorian` begins it
  bool bare = false;       ///< no Gregorian year beside the number
  bool unit = false;       ///< ended by a word for "year" (년, 年, года)
  bool academic = false;   ///< ended by 학년도
  bool alone = true;       ///< may stand for a year without month or day
};

/// Replaces every year expression among `tokens` by one token of type kYear whose `value` is an index into
/// `years`; labels of eras ("주체100년대") become kOther. Linear.
void fold_year_expressions(std::string_view normal, std::vector<Token>& tokens,
                           std::vector<YearExpression>& years);

}  // namespace dateline::dates
