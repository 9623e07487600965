#pragma once

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "bench/drive/indexing.h"
#include "bench/queries/collection.h"
#include "bench/queries/query_case.h"
#include "bench/record/sample.h"
#include "bench/record/summary.h"
#include "bench/suite/options.h"
#include "bench/support/scratch_folder.h"

namespace dateline::bench {

/// How much a run does.
struct Extent {
  std::uint32_t records;
  std::vector<std::uint32_t> sizes;
  std::size_t queries;
  std::uint32_t rounds;
  std::uint32_t peer_rounds;
  int repetitions;
};

/// That of a full or a quick run, with what the options change.
Extent extent_of(const SuiteOptions& options);

/// "100k", "1M".
std::string size_name(std::uint64_t records);

/// ", about 4 minutes left"; nothing while too little is done to tell.
std::string time_left(double done, double seconds);

inline constexpr std::uint64_t kCollectionSeed = 1997;
inline constexpr int kOneThread = 1;
inline constexpr int kTwoThreads = 2;
inline constexpr int kFourThreads = 4;

/// What the steps of a run hand on to each other. `options` and `log` outlive it.
struct SuiteRun {
  SuiteRun(const SuiteOptions& with, std::ostream& to);

  template <class... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    fmt::print(log, "{:6.1f} s  {}{}\n", seconds, fmt::format(format, std::forward<Values>(values)...),
               time_left(done, seconds));
    log.flush();
  }
  std::filesystem::path index() const { return scratch / "archive.idx"; }
  /// A copy of it that is added to.
  std::filesystem::path growing() const { return scratch / "growing.idx"; }

  double done = 0;  ///< the part of the run that is behind, 0..1, by what its steps usually take
  const SuiteOptions& options;
  std::ostream& log;
  Extent extent;
  Indexer indexer;
  std::unique_ptr<ScratchFolder> temporary;
  std::filesystem::path scratch;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  Summary summary;
  Collection collection;
  std::vector<GeneratedArticle> generated;  ///< until the queries are made
  std::vector<Record> records;
  std::vector<QueryCase> queries;
  std::vector<Sample> samples;
};

}  // namespace dateline::bench
