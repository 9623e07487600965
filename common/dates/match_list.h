#pragma once

#include <cstddef>
#include <vector>

#include "common/dates/date_lists.h"
#include "common/dates/token_stream.h"

namespace dateline::dates {

/// Dates side by side that are complete only together, from token `i` on: years ("in 2014, 2016 and 2017", "в
/// 2008 и 2009 годах"), months ("September and October, 2012", "2009년 4월과 5월") and days ("4, 5 y 6 de
/// julio de 1972", "1972년 7월 4, 5일"). Of "between May and July 1961" the one range. Empty when there is no
/// list.
std::vector<ListedDay> match_list(const TokenStream& s, std::size_t i);

}  // namespace dateline::dates
