#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline::indexer {

/// What the policy looks at of a segment.
struct SegmentSize {
  std::uint64_t articles = 0;  ///< living ones
  std::uint64_t dead = 0;
};

/// Neighbouring segments, by their places in the index: [begin, end).
struct SegmentRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const SegmentRange&) const = default;
};

/// An index of more segments than this is one for `dateline-index merge`.
inline constexpr std::size_t kMaxSegments = 12;
/// A segment stays while it has more than this many times the articles that come behind it. By simulation of
/// additions of equal, random, rising and falling sizes, with the bound below: with 2, an article is written
/// 4 to 9 times; with 1, 3 to 7 times, but there are always about 12 segments; with 3, 4 to 12 times.
inline constexpr std::uint64_t kGrowth = 2;
/// A segment of which more than this share is dead is written anew.
inline constexpr double kMaxDeadShare = 0.3;

/// So many stored articles may an addition of `incoming` articles write again, however many segments there
/// are: about four seconds of one processor, or 16 times what comes.
std::uint64_t work_bound(std::uint64_t incoming);

/// How many of the last segments are written again together with `incoming` articles, which are added behind
/// them in the same segment: never more articles than `work_bound`. So there may be more than kMaxSegments
/// afterwards, but not before some 12 times as many articles as the bound have come; then it is time for
/// `segments_to_merge`. Pure; O(segments).
std::size_t segments_to_absorb(std::span<const SegmentSize> segments, std::uint64_t incoming);

/// What an addition leaves to a command: the last segments, beginning with the first one that is not
/// kGrowth times as large as all behind it; and segments of which too much is dead. Ascending, disjoint.
/// Pure.
std::vector<SegmentRange> segments_to_merge(std::span<const SegmentSize> segments);

/// Whether too much of it is dead.
bool needs_cleaning(const SegmentSize& segment);

}  // namespace dateline::indexer
