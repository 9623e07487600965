#include "bench/suite/suite.h"

#include "bench/record/environment.h"
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

}  // namespace

Result<fs::path> run_suite(const SuiteOptions& options, std::ostream& log) {
  SuiteRun run(options, log);
  run.summary.environment = look_around();
  run.summary.mode = options.quick ? "quick" : "full";
  for (const auto step :
       {&make_collection, &index_collection, &make_queries, &time_queries, &index_sizes, &ask_peers}) {
    if (const Status done = step(run); !done) return fail(done.error());
  }
  return write(run);
}

}  // namespace dateline::bench
