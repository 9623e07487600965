#include "indexer/build/build_index.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"

namespace dateline::indexer {
namespace {

/// Takes documents and forgets them: for --dry-run.
class NullBuilder final : public IndexBuilder {
 public:
  Status add(int, std::uint32_t, const IndexDocument&) override { return {}; }
  void drop(std::uint32_t) override {}
  void set_metadata(std::string_view, std::string_view) override {}
  Result<BuildCounts> finish() override { return BuildCounts{}; }
};

std::string build_info(const BuildReport& report) {
  const nlohmann::json info{{"articles", report.articles},       {"groups", report.groups},
                            {"undated", report.undated},         {"records", report.records},
                            {"duplicates", report.duplicates},   {"rejected", report.rejected},
                            {"input_bytes", report.input_bytes}, {"sources", report.source_names}};
  return info.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

int worker_count(int wanted) {
  const int processors = static_cast<int>(std::thread::hardware_concurrency());
  return std::clamp(wanted > 0 ? wanted : processors, 1, 64);
}

}  // namespace

Result<BuildReport> build_index(const BuildOptions& options, std::istream& standard_input) {
  InputList inputs = list_inputs(options.inputs, options.format);
  const std::unique_ptr<BatchSource> source = make_file_source(std::move(inputs), standard_input);
  PipelineOptions pipeline;
  pipeline.threads = worker_count(options.threads);
  pipeline.map = options.map;
  pipeline.stop = options.stop;
  pipeline.clocks = options.clocks;
  pipeline.on_reject = options.on_reject;
  pipeline.on_progress = options.on_progress;

  index::ColumnsBuilder columns;
  if (options.dry_run) {
    NullBuilder nothing;
    return run_pipeline(*source, nothing, columns, pipeline);
  }

  Result<index::IndexFolderWriter> folder = index::IndexFolderWriter::open(options.index);
  if (!folder) return fail(folder.error());
  const std::filesystem::path target = folder->new_database();
  const auto give_up = [&](Error error) -> Result<BuildReport> {
    folder->abandon();
    return fail(std::move(error));
  };
  BulkOptions bulk;
  bulk.directory = target;
  bulk.scratch = target / "scratch";
  bulk.memory_bytes = options.memory_bytes;
  bulk.workers = pipeline.threads;
  bulk.verify = options.verify;
  bulk.clocks = options.clocks;
  Result<ChosenBuilder> chosen = choose_builder(options.builder, std::move(bulk));
  if (!chosen) return give_up(chosen.error());
  std::unique_ptr<IndexBuilder> builder = std::move(chosen->builder);
  Result<BuildReport> report = run_pipeline(*source, *builder, columns, pipeline);
  if (!report) return give_up(report.error());
  if (report->articles == 0) {
    return give_up({ErrorKind::kInput, "no article was found in the input; nothing was written",
                    "see the rejects above, and 'dateline-index inspect FILE'"});
  }
  builder->set_metadata(index::kMetaSchema, std::to_string(index::kSchemaVersion));
  builder->set_metadata(index::kMetaAnalyzer, index::analyzer_tag());
  builder->set_metadata(index::kMetaBuild, build_info(*report));
  Result<BuildCounts> counts = builder->finish();
  if (!counts) return give_up(counts.error());
  builder.reset();
  std::error_code ignored;
  std::filesystem::remove_all(target / "scratch", ignored);
  if (counts->documents != report->articles) {
    return give_up({ErrorKind::kSystem,
                    "the database holds " + std::to_string(counts->documents) + " documents instead of " +
                        std::to_string(report->articles),
                    "please report this defect"});
  }
  if (Status written = columns.write(target / index::kColumnsFile, report->last_docid); !written) {
    return give_up(written.error());
  }
  Result<index::FileLock> marker =
      index::FileLock::try_lock(target / index::kInUseFile, index::FileLock::Mode::kShared);
  if (!marker) return give_up(marker.error());
  if (Status published = folder->publish(); !published) return give_up(published.error());
  report->index_bytes = counts->bytes;
  report->timings.tasks = std::move(counts->tasks);
  report->notice = std::move(chosen->notice);
  return report;
}

}  // namespace dateline::indexer
