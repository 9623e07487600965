#include "bench/suite/selftest.h"

#include <algorithm>
#include <array>
#include <set>

#include "bench/record/compare_runs.h"
#include "bench/suite/steps.h"

namespace dateline::bench {
namespace {

/// The injected sleep is so much of the time that the class takes, and no shorter than a sleep can be.
constexpr double kShareOfSleep = 0.3;
constexpr std::uint64_t kShortestSleepUs = 100;
constexpr std::array kSleepers{"one_word/frequent", "facets/5", "shell/headline"};

using Slower = std::set<std::string>;

/// Times the queries with one client and with two, after what was measured before is forgotten.
Result<SavedRun> time_once(SuiteRun& run, const std::optional<InjectedSleep>& sleep) {
  run.summary.phases.clear();
  run.summary.latency.clear();
  run.samples.clear();
  for (const int threads : {kOneThread, kTwoThreads}) {
    LatencyOptions options = latency_options(run, threads);
    options.sleep = sleep;
    if (const Status timed = time_phase(run, options); !timed) return fail(timed.error());
  }
  return SavedRun{run.summary, std::move(run.samples)};
}

Result<Slower> slower_classes(const SavedRun& before, const SavedRun& after) {
  const auto comparison = compare_runs(before, after, {});
  if (!comparison) return fail(comparison.error());
  Slower out;
  for (const PhaseComparison& phase : comparison->phases) {
    for (const ClassChange& change : phase.classes) {
      if (change.slower) out.insert(change.name);
    }
  }
  return out;
}

InjectedSleep sleep_for(const SavedRun& run, const std::string& query_class) {
  InjectedSleep sleep{query_class, kShortestSleepUs};
  for (const ClassLatency& latency : run.summary.latency) {
    if (latency.query_class != query_class) continue;
    sleep.microseconds =
        std::max(sleep.microseconds, static_cast<std::uint64_t>(kShareOfSleep * latency.us.p50));
  }
  return sleep;
}

std::string names(const Slower& slower) {
  std::string out;
  for (const std::string& name : slower) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "nothing" : out;
}

}  // namespace

Result<bool> test_comparison(const SuiteOptions& options, int pairs, std::ostream& log) {
  SuiteRun run(options, log);
  run.extent.repetitions = 1;
  for (const auto step : {&make_collection, &index_collection, &make_queries}) {
    if (const Status done = step(run); !done) return fail(done.error());
  }
  // One that finds nothing looks for other spellings for so long that it would be most of what is timed.
  std::erase_if(run.queries, [](const QueryCase& query) { return query.query_class == "no_hits"; });
  SavedRun before;
  int quiet = 0;
  for (int pair = 1; pair <= pairs; ++pair) {
    auto first = time_once(run, {});
    if (!first) return fail(first.error());
    const auto second = time_once(run, {});
    if (!second) return fail(second.error());
    const auto slower = slower_classes(*first, *second);
    if (!slower) return fail(slower.error());
    quiet += slower->empty() ? 1 : 0;
    run.say("unchanged, pair {} of {}: {} slower", pair, pairs, names(*slower));
    before = std::move(*first);
  }
  int caught = 0;
  for (const char* sleeper : kSleepers) {
    const InjectedSleep sleep = sleep_for(before, sleeper);
    const auto slowed = time_once(run, sleep);
    if (!slowed) return fail(slowed.error());
    const auto slower = slower_classes(before, *slowed);
    if (!slower) return fail(slower.error());
    caught += *slower == Slower{sleeper} ? 1 : 0;
    run.say("{} us of sleep in {}: {} slower", sleep.microseconds, sleeper, names(*slower));
  }
  run.say("{} of {} unchanged pairs passed, {} of {} sleeps were caught", quiet, pairs, caught,
          kSleepers.size());
  return quiet == pairs && caught == static_cast<int>(kSleepers.size());
}

}  // namespace dateline::bench
