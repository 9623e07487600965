#include "indexer/commit/merge_policy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

namespace dateline::indexer {
namespace {

struct Course {
  double times_written = 0;  ///< articles written for each that was added
  std::size_t most_segments = 0;
  std::uint64_t most_work = 0;  ///< stored articles that one addition wrote again
};

/// When what additions leave is merged.
enum class Merging : std::uint8_t { kNever, kWhenThereAreTooMany, kAlways };

Course run(std::uint64_t base, int adds, const std::function<std::uint64_t(int)>& incoming, Merging merging) {
  std::vector<SegmentSize> segments;
  if (base > 0) segments.push_back({base, 0});
  Course course;
  std::uint64_t written = 0;
  std::uint64_t added = 0;
  for (int i = 0; i < adds; ++i) {
    const std::uint64_t fresh = incoming(i);
    SegmentSize made{fresh, 0};
    for (std::size_t n = segments_to_absorb(segments, fresh); n > 0; --n) {
      made.articles += segments.back().articles;
      segments.pop_back();
    }
    added += fresh;
    written += made.articles;
    course.most_work = std::max(course.most_work, made.articles - fresh);
    segments.push_back(made);
    course.most_segments = std::max(course.most_segments, segments.size());
    if (merging == Merging::kNever) continue;
    if (merging == Merging::kWhenThereAreTooMany && segments.size() <= kMaxSegments) continue;
    for (const SegmentRange& range : segments_to_merge(segments)) {
      EXPECT_EQ(range.end, segments.size());
      while (segments.size() > range.begin + 1) {
        segments[segments.size() - 2].articles += segments.back().articles;
        segments.pop_back();
      }
      written += segments.back().articles;
    }
  }
  course.times_written = static_cast<double>(written) / static_cast<double>(added);
  return course;
}

struct Row {
  const char* name;
  std::uint64_t base;
  int adds;
  std::function<std::uint64_t(int)> incoming;
  double most_written;
};

std::vector<Row> rows(std::mt19937& random) {
  const auto equal = [](std::uint64_t size) { return [size](int) { return size; }; };
  const auto any = [&random](int) {
    constexpr std::uint64_t kSizes[] = {10, 100, 1000, 5000};
    return kSizes[random() % 4];
  };
  return {{"100 of 1,000 into a million", 1'000'000, 100, equal(1000), 5},
          {"1,000 of 1,000 into a million", 1'000'000, 1000, equal(1000), 8},
          {"50 a day for ten years", 138'000, 3650, equal(50), 9},
          {"one at a time", 10'000, 5000, equal(1), 9},
          {"falling", 1'000'000, 1500, [](int i) { return static_cast<std::uint64_t>(2000 - i); }, 8},
          {"rising", 0, 1500, [](int i) { return static_cast<std::uint64_t>(1 + i); }, 8},
          {"random", 1'000'000, 2000, any, 8}};
}

constexpr unsigned kSeed = 20261130;

TEST(MergePolicy, BoundsTheWorkOfEachAdditionWhateverIsLeft) {
  for (const Merging merging : {Merging::kNever, Merging::kWhenThereAreTooMany, Merging::kAlways}) {
    std::mt19937 random(kSeed);
    for (const Row& row : rows(random)) {
      const Course course = run(row.base, row.adds, row.incoming, merging);
      EXPECT_LE(course.most_work, work_bound(5000)) << row.name << " (seed " << kSeed << ")";
    }
  }
}

TEST(MergePolicy, BoundsSegmentsAndWritesWhereTheRestIsMergedNowAndThen) {
  std::mt19937 random(kSeed);
  for (const Row& row : rows(random)) {
    const Course course = run(row.base, row.adds, row.incoming, Merging::kWhenThereAreTooMany);
    EXPECT_LE(course.most_segments, kMaxSegments + 1) << row.name;
    EXPECT_LE(course.times_written, row.most_written) << row.name << " (seed " << kSeed << ")";
  }
}

TEST(MergePolicy, LeavesAboutTwelveSegmentsUntilTwelveTimesTheBoundHaveCome) {
  for (const std::uint64_t each : {1, 50, 1000}) {
    const int adds = static_cast<int>(7 * work_bound(each) / each);
    const Course course = run(
        1'000'000, std::min(adds, 20'000), [&](int) { return each; }, Merging::kNever);
    EXPECT_LE(course.most_segments, kMaxSegments + 2) << "additions of " << each;
    EXPECT_LE(course.times_written, 12) << "additions of " << each;
  }
}

TEST(MergePolicy, WritesLittleWhereEachAdditionIsFollowedByAMerge) {
  std::mt19937 random(kSeed);
  for (const Row& row : rows(random)) {
    const Course course = run(row.base, row.adds, row.incoming, Merging::kAlways);
    EXPECT_LE(course.most_segments, kMaxSegments) << row.name;
    EXPECT_LE(course.times_written, 15) << row.name << " (seed " << kSeed << ")";
  }
}

TEST(MergePolicy, AbsorbsWhatIsSmallBesideWhatComes) {
  const std::vector<SegmentSize> segments{{1000, 0}, {100, 0}, {9, 0}, {2, 0}};
  EXPECT_EQ(segments_to_absorb({}, 5), 0U);
  EXPECT_EQ(segments_to_absorb(segments, 0), 0U);
  EXPECT_EQ(segments_to_absorb(segments, 1), 1U);
  EXPECT_EQ(segments_to_absorb(segments, 3), 2U);
  EXPECT_EQ(segments_to_absorb(segments, 45), 3U);
  EXPECT_EQ(segments_to_absorb(segments, 5000), 4U);
}

TEST(MergePolicy, LeavesWhatIsTooMuchForAnAddition) {
  std::vector<SegmentSize> segments{{30'000, 0}, {1000, 0}};
  EXPECT_EQ(segments_to_absorb(segments, 1000), 1U);
  segments.back().articles = 15'000;
  EXPECT_EQ(segments_to_absorb(segments, 10'000), 2U) << "16 times as many are allowed";
  segments.assign(kMaxSegments, SegmentSize{1'000'000, 0});
  EXPECT_EQ(segments_to_absorb(segments, 1), 0U);
  EXPECT_EQ(segments_to_merge(segments), (std::vector<SegmentRange>{{0, kMaxSegments}}));
}

TEST(MergePolicy, TakesInSmallSegmentsWhereThereAreTooMany) {
  std::vector<SegmentSize> segments(kMaxSegments - 2, SegmentSize{20'000, 0});
  segments.push_back({900, 0});
  EXPECT_EQ(segments_to_absorb(segments, 1), 0U);
  segments.insert(segments.begin(), {20'000, 0});
  EXPECT_EQ(segments_to_absorb(segments, 1), 1U);
}

TEST(MergePolicy, MergesWhatAdditionsLeave) {
  using Ranges = std::vector<SegmentRange>;
  EXPECT_EQ(segments_to_merge({}), Ranges{});
  EXPECT_EQ(segments_to_merge(std::vector<SegmentSize>{{5, 0}}), Ranges{});
  EXPECT_EQ(segments_to_merge(std::vector<SegmentSize>{{100, 0}, {20, 0}, {5, 0}}), Ranges{});
  EXPECT_EQ(segments_to_merge(std::vector<SegmentSize>{{1000, 0}, {30, 0}, {30, 0}, {1, 0}}),
            (Ranges{{1, 4}}));
  EXPECT_EQ(segments_to_merge(std::vector<SegmentSize>{{1, 0}, {30, 0}}), (Ranges{{0, 2}}));
}

TEST(MergePolicy, CleansWhatIsMostlyDead) {
  const std::vector<SegmentSize> segments{{700, 300}, {69, 31}, {10, 0}, {0, 5}};
  EXPECT_EQ(segments_to_merge(segments), (std::vector<SegmentRange>{{1, 2}, {3, 4}}));
  EXPECT_FALSE(needs_cleaning({0, 0}));
}

}  // namespace
}  // namespace dateline::indexer
