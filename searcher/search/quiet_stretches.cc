#include "searcher/search/quiet_stretches.h"

#include <algorithm>

namespace dateline::search {

std::vector<QuietStretch> quiet_stretches(const Timeline& timeline, std::size_t limit) {
  std::vector<QuietStretch> out;
  if (timeline.all.found == 0) return out;
  bool is_quiet = false;
  for (std::size_t i = 0; i < timeline.periods.size(); ++i) {
    const TimelineCount& count = timeline.periods[i].count;
    if (count.gap()) continue;
    if (count.found > 0) {
      is_quiet = false;
      continue;
    }
    if (!is_quiet) out.push_back({.first = i, .last = i, .articles = 0});
    is_quiet = true;
    out.back().last = i;
    out.back().articles += count.articles;
  }
  const auto by_articles = [](const QuietStretch& a, const QuietStretch& b) {
    return a.articles > b.articles;
  };
  std::stable_sort(out.begin(), out.end(), by_articles);
  if (out.size() > limit) out.resize(limit);
  std::sort(out.begin(), out.end(),
            [](const QuietStretch& a, const QuietStretch& b) { return a.first < b.first; });
  return out;
}

}  // namespace dateline::search
