#pragma once

#include <chrono>
#include <cstdint>

namespace dateline::bench {

/// How long something took.
struct Elapsed {
  std::uint64_t wall_ns = 0;
  /// Of which the thread was ready to run and another one had the processor; at most `wall_ns`. 0 where the
  /// system does not tell.
  std::uint64_t waited_ns = 0;
};

/// Times work of the thread that made it. Not to be shared.
class Stopwatch {
 public:
  Stopwatch();
  ~Stopwatch();
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

  void start();
  Elapsed stop();

 private:
  std::uint64_t waited() const;

  int file_;  ///< /proc/thread-self/schedstat, or -1
  std::uint64_t waited_ = 0;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace dateline::bench
