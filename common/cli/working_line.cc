#include "common/cli/working_line.h"

#include <fmt/ostream.h>

#include <system_error>

namespace dateline::cli {

WorkingLine::WorkingLine(std::ostream& err, bool on_terminal, Duration delay) : err_(err) {
  if (!on_terminal) return;
  try {
    thread_ = std::thread([this, delay] { show(delay); });
  } catch (const std::system_error&) {
    // No thread to be had: the work goes on without the line.
  }
}

WorkingLine::~WorkingLine() {
  if (!thread_.joinable()) return;
  {
    const std::scoped_lock lock(mutex_);
    done_ = true;
  }
  changed_.notify_one();
  thread_.join();
  if (dirty_) err_ << "\r\x1b[K" << std::flush;
}

void WorkingLine::show(Duration delay) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  Clock::time_point next = start + delay;
  std::unique_lock lock(mutex_);
  while (!changed_.wait_until(lock, next, [this] { return done_; })) {
    fmt::print(err_, "\rworking, {} s \x1b[K",
               std::chrono::duration_cast<std::chrono::seconds>(next - start).count());
    err_.flush();
    dirty_ = true;
    next += std::chrono::seconds{1};
  }
}

}  // namespace dateline::cli
