#pragma once

#include <string>

#include "searcher/search/timeline.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

/// Days with and without articles, from a timeline by day. Whole days alone have a place; articles of which
/// less is known are told below.
namespace dateline::show {

/// Months as weeks from Monday to Sunday, each day with the number of articles found; "·" where there are
/// articles, none of them found, "-" where nothing was captured. Months without a day in the timeline are
/// left out.
std::string calendar_text(const search::Timeline& days, const Style& style);

/// A line for each day: day, found, articles, gap.
Table calendar_table(const search::Timeline& days);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string calendar_json(const search::Timeline& days);

/// A band for each year, a column for each week, a square for each day: the darker, the more articles; grey
/// where nothing was captured. A document of its own without scripts or fonts.
std::string calendar_svg(const search::Timeline& days);

}  // namespace dateline::show
