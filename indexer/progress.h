#pragma once

#include <chrono>
#include <ostream>
#include <string>

#include "indexer/pipeline/report.h"

namespace dateline::indexer {

/// A line on the terminal that is overwritten at most ten times a second: records, records and megabytes a
/// second, and the time that is left where the size of the input is known.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Progress(std::ostream& err) : err_(err) {}
  void show(const BuildReport& report);
  /// Takes the line away, so that something else can be printed.
  void clear();

 private:
  std::ostream& err_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
  bool dirty_ = false;
};

/// What `Progress` shows after so many seconds: "1200 records, 600 records/s, 1.2 MB/s, 40 %, 3 s left".
std::string progress_line(const BuildReport& report, double seconds);

}  // namespace dateline::indexer
