#pragma once

#include <atomic>

#include <xapian.h>

namespace dateline::search {

/// Raised by whoever wants a running search to end, a signal handler for one.
using StopFlag = std::atomic<bool>;

/// Thrown where a search finds its flag raised. Does not leave the engine, which answers with an error.
struct Stopped {};

/// Null is a flag that nobody raises.
inline void stop_if_raised(const StopFlag* stop) {
  if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Stopped{};
}

/// Every article, without weight, as a filter of a query: asks the flag again and again while Xapian's
/// matcher goes through its candidates, which may take long where it reads positions. The flag must outlive
/// the match.
Xapian::Query stop_query(const StopFlag& stop);

}  // namespace dateline::search
