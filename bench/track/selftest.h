#pragma once

#include <filesystem>
#include <ostream>

#include "bench/track/against.h"
#include "common/result.h"

namespace dateline::bench {

/// What the two verdicts of `measure_against` say of a run: of classes, how many are slower by time and how
/// many cost more instructions; of indexing and memory, how many figures are worse.
struct Verdicts {
  std::size_t classes = 0;
  std::size_t slower = 0;
  std::size_t counted = 0;  ///< classes of which instructions were counted
  std::size_t more = 0;
  std::size_t worse = 0;
};
Verdicts verdicts_of(const Against& against);

/// Can `against` be trusted here? Measures `programs` `runs` times against an equal copy, of which nothing
/// may be found worse, and as often `slowed` against `programs`, which must be found by time and by
/// instructions; each time with another collection. A line of `log` for each run. True when all came out
/// right. An Input error when a program fails.
Result<bool> test_against(const std::filesystem::path& programs, const std::filesystem::path& slowed,
                          int runs, const std::filesystem::path& scratch, std::ostream& log);

}  // namespace dateline::bench
