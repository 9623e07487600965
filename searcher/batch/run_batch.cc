#include "searcher/batch/run_batch.h"

#include <fmt/format.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "common/index/xapian_wall.h"
#include "common/start_thread.h"

namespace dateline::search {
namespace {

/// Answers that wait for the one before them.
constexpr std::size_t kWaitingPerThread = 16;

/// What a query left to print.
struct Printed {
  std::string out;
  std::string err;
  bool failed = false;
  bool without_hits = false;
};

/// Hands out queries in order and takes what they print back in the same order. Thread-safe.
class Desk {
 public:
  Desk(std::istream& queries, std::ostream& out, std::ostream& err, std::size_t window)
      : file_(queries), out_(out), err_(err), window_(window) {}

  struct Job {
    std::size_t number = 0;
    std::size_t line = 0;
    Result<BatchQuery> query;
  };

  /// nullopt when there is nothing left to do.
  std::optional<Job> take() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return stopped_ || taken_ - written_ < window_; });
    if (stopped_) return std::nullopt;
    auto query = file_.next();
    if (!query) {
      stopped_ = true;
      room_.notify_all();
      return std::nullopt;
    }
    return Job{taken_++, file_.line(), std::move(*query)};
  }

  void give_back(std::size_t number, Printed printed) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(number, std::move(printed));
    while (!waiting_.empty() && waiting_.begin()->first == written_) {
      const Printed& next = waiting_.begin()->second;
      err_ << next.err;
      out_ << next.out;
      ++report_.queries;
      report_.failed += next.failed ? 1 : 0;
      report_.without_hits += next.without_hits ? 1 : 0;
      waiting_.erase(waiting_.begin());
      ++written_;
    }
    if (!out_ && !error_) stop(Error{ErrorKind::kSystem, "cannot write the output", ""});
    room_.notify_all();
  }

  /// Ends the run.
  void give_up(Error error) {
    const std::lock_guard lock(mutex_);
    if (!error_) stop(std::move(error));
  }

  Result<BatchReport> report() && {
    if (error_) return fail(std::move(*error_));
    return report_;
  }

 private:
  void stop(Error error) {
    error_ = std::move(error);
    stopped_ = true;
    room_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable room_;
  QueryFile file_;
  std::ostream& out_;
  std::ostream& err_;
  std::size_t window_;
  std::size_t taken_ = 0;
  std::size_t written_ = 0;
  std::map<std::size_t, Printed> waiting_;
  bool stopped_ = false;
  std::optional<Error> error_;
  BatchReport report_;
};

SearchRequest request_of(const BatchQuery& query, const SearchRequest& common) {
  SearchRequest request = common;
  request.query = query.text;
  request.filters.insert(request.filters.end(), query.filters.begin(), query.filters.end());
  if (!query.from.empty()) request.from = query.from;
  if (!query.to.empty()) request.to = query.to;
  return request;
}

std::string told(std::size_t line, const SearchError& error) {
  if (!error.place.empty()) return fmt::format("line {}: {}", line, error.place);
  return fmt::format("line {}: {}{}{}\n", line, error.error.what, error.error.hint.empty() ? "" : "; ",
                     error.error.hint);
}

bool is_of_the_query(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
    case ErrorKind::kQuery:
    case ErrorKind::kInput:
      return true;
    case ErrorKind::kIndex:
    case ErrorKind::kSystem:
    case ErrorKind::kStopped:
      return false;
  }
  return false;
}

}  // namespace

Result<BatchReport> run_batch(const std::function<Result<Engine>()>& open_engine, std::istream& queries,
                              const BatchOptions& options, const PrintAnswer& print_answer,
                              const PrintError& print_error, std::ostream& out, std::ostream& err) {
  Desk desk(queries, out, err, kWaitingPerThread * options.threads);
  const auto answer = [&](Engine& engine, const Desk::Job& job) -> Printed {
    const auto failed = [&](const std::string& id, const SearchError& error) {
      return Printed{print_error(job.line, id, error), told(job.line, error), true, false};
    };
    if (!job.query) return failed(std::to_string(job.line), wrap(job.query.error()));
    const auto response = engine.search(request_of(*job.query, options.request));
    if (!response) {
      if (!is_of_the_query(response.error().error.kind)) desk.give_up(response.error().error);
      return failed(job.query->id, response.error());
    }
    // A line of TREC has no room for it.
    std::string missing;
    if (response->shards && !response->shards->missing.empty()) {
      missing = fmt::format("line {}: shards: {} of {}\n", job.line, response->shards->answered(),
                            response->shards->asked);
    }
    return {print_answer(*job.query, *response), std::move(missing), false, response->total == 0};
  };
  const auto work = [&] {
    const Result<void> done = index::guard([&] {
      Result<Engine> engine = open_engine();
      if (!engine) return desk.give_up(engine.error());
      while (const auto job = desk.take()) desk.give_back(job->number, answer(*engine, *job));
    });
    if (!done) desk.give_up(done.error());
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < options.threads; ++i) start_thread(threads, work);
  work();
  for (std::thread& thread : threads) thread.join();
  return std::move(desk).report();
}

}  // namespace dateline::search
