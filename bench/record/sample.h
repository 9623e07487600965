#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace dateline::bench {

/// One timed query.
struct Sample {
  std::string phase;         ///< what else went on, e.g. "1 thread"
  std::string query_class;   ///< or kReference
  std::uint32_t query = 0;   ///< 0-based in the set of queries
  std::uint32_t round = 0;   ///< 0-based, without those for warming up
  std::uint32_t thread = 0;  ///< 0-based
  std::uint64_t wall_ns = 0;
  std::uint64_t waited_ns = 0;  ///< of which the thread waited for a processor
  bool operator==(const Sample&) const = default;
};

/// The class of samples of a fixed piece of work that has nothing to do with the project: they tell how fast
/// the machine was.
inline constexpr const char* kReference = "reference";

/// Writes samples as a table with tabs, one a line, compressed by gzip.
Status write_samples(const std::filesystem::path& file, const std::vector<Sample>& samples);

/// An Input error when the file is missing or not what `write_samples` writes.
Result<std::vector<Sample>> read_samples(const std::filesystem::path& file);

}  // namespace dateline::bench
