#pragma once

#include <system_error>
#include <utility>
#include <vector>

namespace dateline {

/// Starts `work` on one more thread, if the system allows it; else nothing happens and false comes back: the
/// work is then done by the threads that there are.
template <class Thread, class Work>
bool start_thread(std::vector<Thread>& threads, Work&& work) {
  try {
    threads.emplace_back(std::forward<Work>(work));
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace dateline
