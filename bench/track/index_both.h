#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/track/ask_both.h"
#include "common/result.h"

namespace dateline::bench {

/// What is indexed, and what is added to it then.
struct Indexed {
  std::filesystem::path collection;
  std::filesystem::path added;
  std::string map;  ///< of the members of JSON Lines; empty: the usual ones
};

/// What it took a side, a value a repetition.
struct IndexingCost {
  std::vector<double> wall_seconds;
  std::vector<double> cpu_seconds;  ///< of all threads
  std::uint64_t peak_bytes = 0;     ///< of memory
};

struct SideIndexing {
  std::uint64_t articles = 0;  ///< in the index
  std::uint64_t bytes = 0;     ///< of its folder
  IndexingCost build;
  std::optional<IndexingCost> add;  ///< none: the side knows no `add`

  /// Articles that are indexed in a second of the processor, all threads together.
  double articles_a_second() const;
};

/// Each side builds its index of the collection, in turns, and adds to a copy of it. The indexes stay where
/// the sides name them. An Input error when a program fails.
Result<std::array<SideIndexing, 2>> index_both(const std::array<Side, 2>& sides, const Indexed& indexed,
                                               int repetitions, const Progress& progress);

/// The command that builds, as every commit knows it.
std::vector<std::string> build_command(const Side& side, const std::filesystem::path& collection,
                                       const std::string& map, int threads);

}  // namespace dateline::bench
