#pragma once

#include <signal.h>

#include "searcher/search/stop.h"

namespace dateline::search {

/// While it lives, Ctrl-C and a request to end (SIGINT, SIGTERM, SIGHUP) raise `flag()` instead of ending the
/// program, which can then clean up behind itself; a second one ends it at once. One at a time: signal
/// handlers are global.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  static const StopFlag& flag();

 private:
  static constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction before_[3] = {};
};

}  // namespace dateline::search
