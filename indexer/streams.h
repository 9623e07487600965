#pragma once

#include <atomic>
#include <istream>
#include <ostream>

namespace dateline::indexer {

/// What a command talks to. Made in `main` only.
struct Streams {
  std::istream& in;
  std::ostream& out;                        ///< data
  std::ostream& err;                        ///< talk
  bool err_is_terminal = false;             ///< progress is shown only there
  const std::atomic<bool>* stop = nullptr;  ///< set by Ctrl-C
};

}  // namespace dateline::indexer
