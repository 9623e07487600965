#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "searcher/search/engine.h"
#include "searcher/serve/http_message.h"

namespace dateline::serve {

/// Threads that answer requests, each with an engine of its own. Between two requests an engine opens the
/// newest generation of its index. A request that takes longer than the limit is stopped and answered with an
/// error.
class Workers {
 public:
  struct Job {
    HttpRequest request;
    std::function<void(HttpReply)> done;  ///< called once, from a thread of the workers
  };

  Workers(std::vector<search::Engine> engines, std::chrono::milliseconds limit);
  /// Ends what runs; jobs that wait are answered with an error.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Thread-safe.
  void add(Job job);

 private:
  struct Worker;

  void run(Worker& worker);
  void watch();

  std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> waiting_;
  bool ending_ = false;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::thread watcher_;
};

}  // namespace dateline::serve
