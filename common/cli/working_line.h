#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <ostream>
#include <thread>

namespace dateline::cli {

/// A line on the terminal while something works that tells nothing of itself: "working, 3 s", from two
/// seconds on, once a second. It goes when this ends; until then nobody else may write to the stream.
class WorkingLine {
 public:
  using Duration = std::chrono::steady_clock::duration;

  /// Shows nothing where `on_terminal` is false.
  WorkingLine(std::ostream& err, bool on_terminal, Duration delay = std::chrono::seconds{2});
  ~WorkingLine();
  WorkingLine(const WorkingLine&) = delete;
  WorkingLine& operator=(const WorkingLine&) = delete;

 private:
  void show(Duration delay);

  std::ostream& err_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  bool dirty_ = false;
  std::thread thread_;
};

/// What `work` returns, with such a line while it runs.
template <class Work>
auto with_working_line(std::ostream& err, bool on_terminal, Work&& work) {
  const WorkingLine line(err, on_terminal);
  return work();
}

}  // namespace dateline::cli
