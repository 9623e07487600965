#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace dateline::indexer {

/// Lets batches through one at a time, in their order. For any number of threads.
class Turnstile {
 public:
  /// Waits for the turn of a batch; false when the line was closed meanwhile.
  bool wait(std::uint64_t turn) {
    std::unique_lock lock(mutex_);
    turned_.wait(lock, [&] { return closed_ || turn_ == turn; });
    return !closed_;
  }
  void pass() {
    {
      const std::lock_guard lock(mutex_);
      ++turn_;
    }
    turned_.notify_all();
  }
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    turned_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable turned_;
  std::uint64_t turn_ = 0;
  bool closed_ = false;
};

}  // namespace dateline::indexer
