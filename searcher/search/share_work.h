#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "common/start_thread.h"

namespace dateline::search {

/// Articles that are read before several threads look at them: enough for a thread to be worth starting.
inline constexpr std::size_t kSharedArticles = 512;

/// Threads that can work at the same time, this one included: 1..8.
inline std::size_t workers_of_machine() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
}

/// Calls `work(worker, i)` once for every i below `count`, on up to `workers` threads of which this is one;
/// at any time a number `worker` (below `workers`) is used by one thread alone. In no order. What one of them
/// throws is thrown here, when all have ended.
template <class Work>
void share_work(std::size_t count, std::size_t workers, Work&& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto run = [&](std::size_t worker) {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(worker, i);
    } catch (...) {
      next = count;
      const std::lock_guard lock(failure_mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  constexpr std::size_t kLeast = 32;  // items for which another thread is started
  std::vector<std::thread> threads;
  for (std::size_t worker = 1; worker < std::min(workers, count / kLeast); ++worker)
    start_thread(threads, [&run, worker] { run(worker); });
  run(0);
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace dateline::search
