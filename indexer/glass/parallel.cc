#include "indexer/glass/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>

#include "common/index/xapian_wall.h"
#include "common/start_thread.h"

namespace dateline::indexer::glass {

Status run_parallel(const std::vector<std::function<Status()>>& tasks, int threads) {
  std::vector<Status> results(tasks.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  const auto work = [&] {
    for (;;) {
      const std::size_t i = next.fetch_add(1);
      if (i >= tasks.size() || failed) return;
      const auto done = index::guard(tasks[i]);
      results[i] = done ? *done : Status(fail(done.error()));
      if (!results[i]) failed = true;
    }
  };
  const std::size_t helpers = std::min(tasks.size(), static_cast<std::size_t>(std::max(threads, 1)));
  {
    std::vector<std::jthread> pool;
    for (std::size_t i = 1; i < helpers; ++i) start_thread(pool, work);
    work();
  }
  for (Status& result : results) {
    if (!result) return result;
  }
  return {};
}

}  // namespace dateline::indexer::glass
