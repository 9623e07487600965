#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <thread>

#include "bench/drive/latency.h"
#include "bench/suite/steps.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kBatch = 100;
constexpr std::uint32_t kBatches = 100;

void sum_up(SuiteRun& run, const LatencyOptions& options, const std::vector<Sample>& samples) {
  std::map<std::string, std::vector<double>> us;
  for (const Sample& sample : samples)
    us[sample.query_class].push_back(static_cast<double>(sample.wall_ns) / 1e3);
  std::set<std::string> seen;
  for (const QueryCase& query : run.queries) {
    if (!seen.insert(query.query_class).second) continue;
    ClassLatency latency;
    latency.phase = options.phase;
    latency.query_class = query.query_class;
    for (const QueryCase& other : run.queries) {
      if (other.query_class != query.query_class) continue;
      ++latency.queries;
      latency.hits += other.expected;
    }
    latency.us = distribution(std::move(us[query.query_class]));
    latency.per_second = options.threads * 1e6 / latency.us.mean;
    run.summary.latency.push_back(std::move(latency));
  }
}

Status time_phase(SuiteRun& run, const LatencyOptions& options, const std::string& beside,
                  const std::function<Status()>& work) {
  run.say("queries, {}", options.phase);
  std::unique_ptr<Repeating> repeating;
  if (work) repeating = std::make_unique<Repeating>(work);
  const Result<LatencyRun> measured =
      measure_latency(options.may_be_added > 0 ? run.growing() : run.index(), run.queries, options);
  PhaseFigures phase{options.phase, options.threads, 0, 0, 0, beside};
  if (repeating) {
    const Result<std::uint64_t> finished = repeating->stop();
    if (!finished) return fail(finished.error());
    phase.adds = *finished;
  }
  if (!measured) return fail(measured.error());
  phase.seconds = measured->seconds;
  phase.per_second =
      static_cast<double>(run.queries.size() * run.extent.rounds) * options.threads / measured->seconds;
  run.summary.phases.push_back(phase);
  sum_up(run, options, measured->samples);
  run.samples.insert(run.samples.end(), measured->samples.begin(), measured->samples.end());
  return {};
}

Status build_beside(SuiteRun& run) {
  const auto built =
      measure_build(run.indexer, run.collection, "", run.scratch / "beside.idx", kOneThread, 1);
  return built ? Status() : fail(built.error());
}

/// Adds the batch of that number, other articles each time, until there are as many as queries may find in
/// excess.
Status add_batch(SuiteRun& run, std::uint32_t number) {
  if (number > kBatches) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return {};
  }
  // Under another name each time: a file that is named again replaces what it gave before.
  const auto batch = generate_collection(kBatch, kCollectionSeed + number,
                                         run.scratch / fmt::format("batch-{}.jsonl", number));
  if (!batch) return fail(batch.error());
  const auto added = measure_add(run.indexer, *batch, "", run.growing());
  return added ? Status() : fail(added.error());
}

}  // namespace

LatencyOptions latency_options(const SuiteRun& run, int threads) {
  LatencyOptions out;
  out.phase = threads == kOneThread ? "1 thread" : fmt::format("{} threads", threads);
  out.threads = threads;
  out.rounds = run.extent.rounds;
  out.seed = run.options.seed;
  out.sleep = run.options.sleep;
  return out;
}

Status time_phase(SuiteRun& run, const LatencyOptions& options) { return time_phase(run, options, {}, {}); }

Status time_queries(SuiteRun& run) {
  for (const int threads : {kOneThread, kTwoThreads, kFourThreads}) {
    if (const Status done = time_phase(run, latency_options(run, threads)); !done) return done;
  }
  LatencyOptions beside = latency_options(run, kOneThread);
  beside.phase = "while indexing";
  if (!can_add(run.indexer)) {
    return time_phase(run, beside, "an index was built beside, on one thread",
                      [&] { return build_beside(run); });
  }
  fs::copy(run.index(), run.growing(), fs::copy_options::recursive);
  beside.may_be_added = std::uint64_t{kBatches} * kBatch;
  std::uint32_t number = 0;
  const Status timed =
      time_phase(run, beside, fmt::format("{} articles at a time were added to the index", kBatch),
                 [&] { return add_batch(run, ++number); });
  fs::remove_all(run.growing());
  return timed;
}

}  // namespace dateline::bench
