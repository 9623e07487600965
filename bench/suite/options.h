#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/drive/latency.h"

namespace dateline::bench {

/// What a run of the whole suite does.
struct SuiteOptions {
  bool quick = false;                     ///< small collections: looks for wrong answers, not at times
  std::filesystem::path corpus;           ///< JSON Lines; empty: a generated collection
  std::string map;                        ///< members of the corpus, as for dateline-index
  std::uint32_t records = 0;              ///< of the generated collection that is asked; 0: by mode
  std::vector<std::uint32_t> sizes = {};  ///< of collections to index beside it; empty: by mode
  bool no_sizes = false;                  ///< none of them
  bool no_peers = false;
  std::size_t queries = 0;   ///< of each class; 0: by mode
  std::uint32_t rounds = 0;  ///< 0: by mode
  std::uint64_t seed = 1997;
  std::optional<InjectedSleep> sleep;
  std::filesystem::path programs;  ///< the folder of dateline-index
  std::filesystem::path peers;     ///< the folder of LucenePeer.java
  std::filesystem::path scratch;   ///< for collections and indexes; empty: a temporary folder
  std::filesystem::path parent;    ///< of the run's folder
  std::filesystem::path folder;    ///< the run's folder itself; empty: a new one in `parent`
};

}  // namespace dateline::bench
