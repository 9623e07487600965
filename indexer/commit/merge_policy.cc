#include "indexer/commit/merge_policy.h"

#include <algorithm>

namespace dateline::indexer {

namespace {

constexpr std::uint64_t kTimes = 16;

}  // namespace

std::uint64_t work_bound(std::uint64_t incoming) {
  constexpr std::uint64_t kAlways = 20'000;
  return std::max(kAlways, kTimes * incoming);
}

std::size_t segments_to_absorb(std::span<const SegmentSize> segments, std::uint64_t incoming) {
  // Where there are too many, small ones go although they are large beside what comes.
  constexpr std::uint64_t kSmall = 1000;
  const std::uint64_t cheap = std::max(kSmall, kTimes * incoming);
  std::size_t left = segments.size();
  std::uint64_t work = 0;
  while (left > 0) {
    const std::uint64_t articles = segments[left - 1].articles;
    if (work + articles > work_bound(incoming)) break;
    const bool is_wanted = left >= kMaxSegments && work + articles <= cheap;
    if (articles > kGrowth * (incoming + work) && !is_wanted) break;
    work += articles;
    --left;
  }
  return segments.size() - left;
}

std::vector<SegmentRange> segments_to_merge(std::span<const SegmentSize> segments) {
  std::size_t begin = segments.size();
  std::uint64_t behind = 0;
  for (std::size_t i = segments.size(); i-- > 0;) {
    if (i + 1 < segments.size() && segments[i].articles <= kGrowth * behind) begin = i;
    behind += segments[i].articles;
  }
  std::vector<SegmentRange> out;
  for (std::size_t i = 0; i < begin; ++i) {
    if (needs_cleaning(segments[i])) out.push_back({i, i + 1});
  }
  if (begin < segments.size()) out.push_back({begin, segments.size()});
  return out;
}

bool needs_cleaning(const SegmentSize& segment) {
  const auto dead = static_cast<double>(segment.dead);
  return dead > kMaxDeadShare * (dead + static_cast<double>(segment.articles));
}

}  // namespace dateline::indexer
