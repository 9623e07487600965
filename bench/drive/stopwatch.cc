#include "bench/drive/stopwatch.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace dateline::bench {

Stopwatch::Stopwatch() : file_(open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)) {}

Stopwatch::~Stopwatch() {
  if (file_ >= 0) close(file_);
}

// The file says: nanoseconds on the processor, nanoseconds ready but waiting, times that it was given one.
std::uint64_t Stopwatch::waited() const {
  std::array<char, 128> text{};
  if (file_ < 0 || pread(file_, text.data(), text.size() - 1, 0) <= 0) return 0;
  char* end = nullptr;
  std::strtoull(text.data(), &end, 10);
  return std::strtoull(end, nullptr, 10);
}

void Stopwatch::start() {
  waited_ = waited();
  start_ = std::chrono::steady_clock::now();
}

Elapsed Stopwatch::stop() {
  const auto wall = std::chrono::steady_clock::now() - start_;
  Elapsed elapsed;
  elapsed.wall_ns =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(wall).count());
  elapsed.waited_ns = std::min(waited() - waited_, elapsed.wall_ns);
  return elapsed;
}

}  // namespace dateline::bench
