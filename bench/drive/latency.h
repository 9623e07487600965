#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/queries/query_case.h"
#include "bench/record/sample.h"
#include "common/result.h"

namespace dateline::bench {

/// A sleep put into the timed part of one class, to see that a comparison of runs finds it.
struct InjectedSleep {
  std::string query_class;
  std::uint64_t microseconds = 0;
};

struct LatencyOptions {
  std::string phase;
  int threads = 1;                   ///< clients, each with an engine of its own
  std::uint32_t rounds = 20;         ///< in each, every client asks every query once
  std::uint32_t warm_up_rounds = 1;  ///< before, not timed
  std::uint64_t seed = 1;            ///< of the order of the queries, another one in each round
  std::uint64_t may_be_added = 0;    ///< articles that may come into the index meanwhile
  std::optional<InjectedSleep> sleep;
};

struct LatencyRun {
  std::vector<Sample> samples;
  double seconds = 0;  ///< all rounds together, all clients side by side
};

/// Asks every query once and compares all of its answer: the total, the hits returned, the sums of facets. An
/// Input error names the first query with a wrong answer.
Status verify_queries(const std::filesystem::path& index, const std::vector<QueryCase>& queries);

/// Asks and times. After each query, off the clock, its total is compared with the expected one (with
/// `may_be_added`, it may be larger by so many); the first wrong one ends the run with an Input error.
Result<LatencyRun> measure_latency(const std::filesystem::path& index, const std::vector<QueryCase>& queries,
                                   const LatencyOptions& options);

}  // namespace dateline::bench
