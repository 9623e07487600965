#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "bench/queries/collection.h"
#include "bench/record/summary.h"
#include "common/result.h"

namespace dateline::bench {

/// How the program that makes indexes is called.
struct Indexer {
  std::filesystem::path program;
  std::string map;  ///< of the members of JSON Lines; empty: the usual ones
};

/// Builds an index of a collection `repetitions` times, each time anew, and measures the program: time,
/// memory, size of the index. The last index stays. An Input error when it does not hold as many articles as
/// the collection (where that is known), or rejects any of a generated one.
Result<IndexingFigures> measure_build(const Indexer& indexer, const Collection& collection,
                                      const std::string& size, const std::filesystem::path& index,
                                      int threads, int repetitions);

/// Whether the program has the command `add`.
bool can_add(const Indexer& indexer);

/// Adds a generated collection, none of whose articles is in the index yet, and measures the program. An
/// Input error when the index does not grow by as many articles.
Result<IndexingFigures> measure_add(const Indexer& indexer, const Collection& added, const std::string& size,
                                    const std::filesystem::path& index);

/// Does a piece of work again and again in a thread of its own, from construction until `stop`.
class Repeating {
 public:
  explicit Repeating(std::function<Status()> work);
  ~Repeating();
  Repeating(const Repeating&) = delete;
  Repeating& operator=(const Repeating&) = delete;

  /// Waits for the piece at hand. How many were finished, or the first error. Once.
  Result<std::uint64_t> stop();

 private:
  std::atomic<bool> stopping_ = false;
  std::uint64_t finished_ = 0;
  Status outcome_;
  std::thread thread_;
};

}  // namespace dateline::bench
