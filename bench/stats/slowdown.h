#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bench/stats/rank_test.h"

namespace dateline::bench {

/// Samples of a class of queries in two runs: a stratum a query, samples in the order in which they were
/// measured, in any unit.
struct ClassSamples {
  std::string name;
  std::vector<Stratum> queries;
};

struct SlowdownOptions {
  double threshold = 1.10;      ///< a class must take so many times as long to count as slower; above 1
  double alpha = 0.001;         ///< chance of one false alarm or more over all classes, as far as chance goes
  std::size_t resamples = 500;  ///< of the bootstrap, 100 and more
  std::uint64_t seed = 1;
};

/// What became of a class. `ratio` is time after / time before: the median over its queries of the ratio of
/// the lower quartiles of their samples, the part of the samples that other programs disturbed least.
struct ClassChange {
  std::string name;
  double ratio = 1;
  double low = 1;       ///< 95 in 100 bootstrap ratios lie between `low` ...
  double high = 1;      ///< ... and `high`
  double p = 1;         ///< of an increase, adjusted over all classes
  double unrest = 1;    ///< how far the halves of either run differ from each other, as a ratio, 1 and more
  bool slower = false;  ///< the verdict
};

/// Compares classes of two runs. A class is slower when all of this holds: its ratio is above the threshold
/// and above what the halves of one and the same run differ by; the lower bound of its ratio is above half
/// the threshold's excess; and the rank test says that this is no chance. `machine` is how many times as long
/// a fixed piece of work took in the second run: ratios are divided by it.
std::vector<ClassChange> find_slowdowns(std::span<const ClassSamples> classes, double machine,
                                        const SlowdownOptions& options);

/// The ratio of one class as above, not divided by anything; 1 when no query was measured in both runs.
double class_ratio(std::span<const Stratum> queries);

}  // namespace dateline::bench
