#pragma once

#include <string>
#include <vector>

#include "bench/record/run_folder.h"
#include "bench/stats/slowdown.h"

namespace dateline::bench {

struct PhaseComparison {
  std::string phase;
  double machine = 1;  ///< how many times as long the reference work took in the second run
  bool judged = true;  ///< false: something else ran beside, so the figures are only shown
  std::vector<ClassChange> classes;
};

struct IndexingChange {
  std::string what;
  double before = 0;
  double after = 0;
  bool judged = false;  ///< false: another engine, or built too few times for a verdict
  bool worse = false;   ///< slower, or more bytes
};

/// How many times as much counts as worse. Sizes hardly differ between runs of one program; a build is slower
/// when moreover each of its repetitions is slower than each of those before.
inline constexpr double kWorseSeconds = 1.15;
inline constexpr double kWorsePeakBytes = 1.15;
inline constexpr double kWorseIndexBytes = 1.02;

struct Comparison {
  std::vector<PhaseComparison> phases;
  std::vector<IndexingChange> indexing;
  std::vector<std::string> notes;

  bool slower() const;
  /// Indexing is slower or takes more.
  bool indexes_worse() const;
};

/// Compares the times of a second run with those of a first, without the time that threads waited for a
/// processor. A Usage error when the runs did not ask the same queries of the same collection.
Result<Comparison> compare_runs(const SavedRun& before, const SavedRun& after,
                                const SlowdownOptions& options);

/// The comparison as a page that ends with the verdict.
std::string text_of(const Comparison& comparison, const SlowdownOptions& options);

}  // namespace dateline::bench
