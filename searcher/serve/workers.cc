#include "searcher/serve/workers.h"

#include <optional>
#include <string>
#include <utility>

#include "common/index/xapian_wall.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/site.h"

namespace dateline::serve {

using Clock = std::chrono::steady_clock;

struct Workers::Worker {
  explicit Worker(search::Engine of) : engine(std::move(of)) {}

  search::Engine engine;
  search::StopFlag stop = false;
  std::optional<Clock::time_point> began;  ///< guarded by Workers::mutex_
  std::thread thread;
};

namespace {

HttpReply answered(search::Engine& engine, const HttpRequest& request) {
  // Damage, or memory that the system refuses, ends a request and not the server.
  Result<HttpReply> reply = index::guard([&] {
    if (engine.outdated()) {
      if (const Status opened = engine.reopen(); !opened) return plain_reply(500, opened.error().what);
    }
    return answer(engine, request);
  });
  return reply ? std::move(*reply)
               : plain_reply(500, "the request could not be answered: " + reply.error().what);
}

}  // namespace

Workers::Workers(std::vector<search::Engine> engines, std::chrono::milliseconds limit) : limit_(limit) {
  for (search::Engine& engine : engines) workers_.push_back(std::make_unique<Worker>(std::move(engine)));
  for (const auto& worker : workers_) {
    worker->engine.stop_at(&worker->stop);
    worker->thread = std::thread([this, &one = *worker] { run(one); });
  }
  watcher_ = std::thread([this] { watch(); });
}

Workers::~Workers() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    for (const auto& worker : workers_) worker->stop = true;
  }
  wake_.notify_all();
  watcher_.join();
  for (const auto& worker : workers_) worker->thread.join();
  for (Job& job : waiting_) job.done(plain_reply(503, "the server ends"));
}

void Workers::add(Job job) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  wake_.notify_all();
}

void Workers::run(Worker& worker) {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    worker.stop = false;
    worker.began = Clock::now();
    lock.unlock();
    job.done(answered(worker.engine, job.request));
    job = {};
    lock.lock();
    worker.began.reset();
  }
}

void Workers::watch() {
  constexpr std::chrono::milliseconds kTick{100};
  std::unique_lock lock(mutex_);
  while (!ending_) {
    wake_.wait_for(lock, kTick);
    for (const auto& worker : workers_) {
      if (worker->began && Clock::now() - *worker->began > limit_) worker->stop = true;
    }
  }
}

}  // namespace dateline::serve
