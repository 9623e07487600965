#include "bench/suite/suite.h"

#include "bench/record/environment.h"
#include "bench/record/markdown.h"
#include "bench/record/run_folder.h"
#include "bench/suite/steps.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

Result<fs::path> write(SuiteRun& run) {
  const SuiteOptions& options = run.options;
  const fs::path folder =
      options.folder.empty() ? new_run_folder(options.parent, run.summary.environment) : options.folder;
  run.summary.name = folder.filename().string();
  const Status written = write_run(folder, {run.summary, run.samples}, run.queries);
  if (!written) return fail(written.error());
  return folder;
}

/// A step, and what part of a full run it usually takes.
struct Step {
  Status (*work)(SuiteRun&);
  double share;
};
constexpr Step kSteps[] = {{&make_collection, 0.04}, {&index_collection, 0.12}, {&make_queries, 0.06},
                           {&time_queries, 0.10},    {&index_sizes, 0.50},      {&ask_peers, 0.18}};

}  // namespace

Result<std::string> look_first(const SuiteOptions& options, std::ostream& log) {
  constexpr std::uint32_t kRecords = 3000;
  const ScratchFolder folder;
  SuiteOptions small = options;
  small.quick = true;
  small.records = 0;
  small.scratch.clear();
  if (!options.corpus.empty()) {
    const auto part = measure_collection(options.corpus, kRecords, folder.path() / "first.jsonl");
    if (!part) return fail(part.error());
    small.corpus = part->file;
  }
  SuiteRun run(small, log);
  for (const auto step : {&make_collection, &index_collection, &make_queries}) {
    if (const Status done = step(run); !done) return fail(done.error());
  }
  const LatencyOptions latency = latency_options(run, kOneThread);
  if (const Status timed = time_phase(run, latency); !timed) return fail(timed.error());
  return fmt::format("A first look, at {} articles:\n\n{}", run.summary.collection.articles,
                     latency_table(run.summary, latency.phase).text());
}

Result<fs::path> run_suite(const SuiteOptions& options, std::ostream& log) {
  SuiteRun run(options, log);
  run.summary.environment = look_around();
  run.summary.mode = options.quick ? "quick" : "full";
  for (const Step& step : kSteps) {
    if (const Status done = step.work(run); !done) return fail(done.error());
    run.done += step.share;
  }
  return write(run);
}

}  // namespace dateline::bench
