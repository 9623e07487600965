#pragma once

#include <functional>
#include <string>
#include <vector>

#include "searcher/search/timeline.h"
#include "searcher/serve/html.h"
#include "searcher/serve/page_state.h"

namespace dateline::serve {

/// The unit in which a chart of this stretch of days is readable: years, months or days.
search::PeriodUnit unit_for(dates::Day first, dates::Day last);

/// Writes a chart of one or several timelines over the same periods, each bar a link that narrows the state
/// to its period, stretches without captures in grey, and a table with the same figures behind it.
void write_chart(Html& html, const std::vector<search::Timeline>& lines, const PageState& state);

}  // namespace dateline::serve
