#include "bench/record/run_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "bench/record/chart.h"
#include "bench/record/environment.h"
#include "bench/record/markdown.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSummary = "summary.json";
constexpr const char* kSamples = "samples.tsv.gz";
constexpr std::size_t kDayLength = 10;

}  // namespace

fs::path new_run_folder(const fs::path& parent, const Environment& environment) {
  const fs::path first =
      parent / fmt::format("{}-{}", environment.date.substr(0, kDayLength), machine_name(environment));
  fs::path folder = first;
  for (int number = 2; fs::exists(folder); ++number) folder = fmt::format("{}-{}", first.string(), number);
  return folder;
}

Status write_run(const fs::path& folder, const SavedRun& run, const std::vector<QueryCase>& queries) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(ErrorKind::kSystem, "cannot make " + folder.string(), error.message());
  std::ostringstream query_lines;
  if (run.summary.collection.generated) {
    write_queries(query_lines, queries);
  } else {
    write_query_hashes(query_lines, queries);
  }
  const std::pair<const char*, std::string> files[] = {
      {kSummary, to_json(run.summary)},
      {"queries.jsonl", query_lines.str()},
      {"report.md", report_of(run.summary)},
      {"indexing.svg", indexing_chart(run.summary)},
  };
  for (const auto& [name, text] : files) {
    if (Status written = write_file(folder / name, text); !written) return written;
  }
  return write_samples(folder / kSamples, run.samples);
}

Result<Summary> read_summary(const fs::path& folder) {
  const Result<std::string> text = read_file(folder / kSummary);
  if (!text) return fail(text.error());
  return summary_from_json(*text);
}

Result<SavedRun> read_run(const fs::path& folder) {
  Result<Summary> summary = read_summary(folder);
  if (!summary) return fail(summary.error());
  Result<std::vector<Sample>> samples = read_samples(folder / kSamples);
  if (!samples) return fail(samples.error());
  return SavedRun{std::move(*summary), std::move(*samples)};
}

Result<std::vector<Summary>> read_history(const fs::path& parent) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    if (fs::exists(entry.path() / kSummary)) folders.push_back(entry.path());
  }
  if (error) return fail(ErrorKind::kInput, "cannot read " + parent.string(), error.message());
  std::ranges::sort(folders);
  std::vector<Summary> history;
  for (const fs::path& folder : folders) {
    Result<Summary> summary = read_summary(folder);
    if (!summary) return fail(summary.error());
    history.push_back(std::move(*summary));
  }
  return history;
}

}  // namespace dateline::bench
