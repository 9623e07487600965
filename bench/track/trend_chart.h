#pragma once

#include <map>
#include <string>
#include <vector>

#include "bench/track/history.h"

namespace dateline::bench {

/// The charts of the history by their file names (latency.svg, instructions.svg, indexing.svg, bytes.svg):
/// what became of each group from line to line, as ratios to the first line, each ratio measured in one run
/// with the line before. Classes of one kind are one group, their geometric mean. Below 1 is less time, fewer
/// bytes; of articles a second, above 1 is better.
std::map<std::string, std::string> trend_charts(const std::vector<HistoryLine>& lines);

}  // namespace dateline::bench
