#pragma once

#include <atomic>

namespace dateline::search {

/// Raised by whoever wants a running search to end, a signal handler for one.
using StopFlag = std::atomic<bool>;

/// Thrown where a search finds its flag raised. Does not leave the engine, which answers with an error.
struct Stopped {};

/// Null is a flag that nobody raises.
inline void stop_if_raised(const StopFlag* stop) {
  if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Stopped{};
}

}  // namespace dateline::search
