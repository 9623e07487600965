#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/queries/query_case.h"
#include "bench/record/sample.h"
#include "bench/record/summary.h"
#include "bench/support/files.h"
#include "common/result.h"

namespace dateline::bench {

struct SavedRun {
  Summary summary;
  std::vector<Sample> samples;
};

/// A folder in `parent` that is not there yet: `<day>-<machine>`, with a number behind it when there is one
/// already.
std::filesystem::path new_run_folder(const std::filesystem::path& parent, const Environment& environment);

/// Writes the folder: summary.json, samples.tsv.gz, queries.jsonl, report.md and indexing.svg. Of a
/// collection that was not generated the queries are written as hashes only, so that no word of it leaves the
/// machine.
Status write_run(const std::filesystem::path& folder, const SavedRun& run,
                 const std::vector<QueryCase>& queries);

Result<Summary> read_summary(const std::filesystem::path& folder);
Result<SavedRun> read_run(const std::filesystem::path& folder);

/// The summaries of all runs in a folder, by name; folders without a summary are passed over.
Result<std::vector<Summary>> read_history(const std::filesystem::path& parent);

}  // namespace dateline::bench
