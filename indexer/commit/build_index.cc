#include "indexer/commit/build_index.h"

#include <algorithm>
#include <thread>

#include "common/index/article_id.h"
#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/json_writer.h"
#include "common/start_thread.h"
#include "indexer/commit/build_steps.h"

namespace dateline::indexer {
namespace {

std::string build_info(const BuildReport& report) {
  JsonWriter json;
  json.object([&] {
    json.member("articles", report.articles);
    json.member("duplicates", report.duplicates);
    json.member("groups", report.groups);
    json.member("input_bytes", report.input_bytes);
    json.member("records", report.records);
    json.member("rejected", report.rejected);
    json.object("sources", [&] {
      for (const auto& [slug, name] : report.source_names) json.member(slug, name);
    });
    json.member("undated", report.undated);
  });
  return std::string(json.text());
}

/// Takes documents and forgets them: for --dry-run.
class NullBuilder final : public IndexBuilder {
 public:
  Status add(int, std::uint32_t, const IndexDocument&) override { return {}; }
  void drop(std::uint32_t) override {}
  void set_metadata(std::string_view, std::string_view) override {}
  Result<BuildCounts> finish() override { return BuildCounts{}; }
};

}  // namespace

std::unique_ptr<IndexBuilder> make_null_builder() { return std::make_unique<NullBuilder>(); }

int worker_count(int wanted) {
  const int processors = static_cast<int>(std::thread::hardware_concurrency());
  return std::clamp(wanted > 0 ? wanted : processors, 1, 64);
}

bool is_stopped(const BuildOptions& options) { return options.stop != nullptr && options.stop->load(); }

PipelineOptions pipeline_options(const BuildOptions& options, const InputList& inputs) {
  PipelineOptions pipeline;
  pipeline.threads = worker_count(options.threads);
  pipeline.map = options.map;
  pipeline.supplements = inputs.supplements;
  pipeline.lists = inputs.lists;
  pipeline.max_text_bytes = options.max_text_bytes > 0 ? options.max_text_bytes : options.memory_bytes / 128;
  pipeline.stop = options.stop;
  pipeline.today = options.today;
  pipeline.clocks = options.clocks;
  pipeline.on_reject = options.on_reject;
  pipeline.on_progress = options.on_progress;
  const bool streamed = std::any_of(inputs.files.begin(), inputs.files.end(),
                                    [](const InputFile& file) { return file.path == "-"; });
  pipeline.total_bytes = streamed ? 0 : inputs.bytes;
  return pipeline;
}

BulkOptions bulk_options(const BuildOptions& options, const std::filesystem::path& target) {
  BulkOptions bulk;
  bulk.directory = target;
  bulk.scratch = target / "scratch";
  bulk.memory_bytes = options.memory_bytes;
  bulk.workers = worker_count(options.threads);
  bulk.verify = options.verify;
  bulk.clocks = options.clocks;
  return bulk;
}

std::uint64_t reading_of(const BuildOptions& options) {
  std::string text = options.format ? std::to_string(static_cast<int>(*options.format)) : "auto";
  text += '\n' + options.supplements.date_from;
  for (std::size_t i = 0; i < kTargetCount; ++i) {
    text += '\n';
    for (const std::string& member : options.map.names(static_cast<Target>(i))) text += member + ',';
  }
  return index::text_hash(text);
}

std::vector<std::uint32_t> register_files(const std::vector<InputFile>& inputs, std::uint64_t reading,
                                          InputFiles& files) {
  std::vector<std::uint32_t> numbers;
  for (const InputFile& input : inputs) {
    if (input.path == "-") continue;
    const std::uint32_t number = files.number(input.path);
    numbers.push_back(number);
    if (auto seen = look_at(input.path)) files.at(number) = std::move(*seen);
    files.at(number).reading = reading ^ input.told;
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

Result<BuildCounts> complete(IndexBuilder& builder, const BuildReport& report, index::ColumnsBuilder& columns,
                             IndexState& state, const std::vector<std::uint32_t>& read,
                             const std::filesystem::path& target) {
  builder.set_metadata(index::kMetaSchema, std::to_string(index::kSchemaVersion));
  builder.set_metadata(index::kMetaAnalyzer, index::analyzer_tag());
  builder.set_metadata(index::kMetaBuild, build_info(report));
  std::vector<std::thread> hashing;
  const bool at_once = start_thread(hashing, [&] { hash_files(state.files, read, 1); });
  Result<BuildCounts> counts = builder.finish();
  for (std::thread& thread : hashing) thread.join();
  if (!at_once) hash_files(state.files, read, 1);
  if (!counts) return counts;
  std::error_code ignored;
  std::filesystem::remove_all(target / "scratch", ignored);
  if (counts->documents != report.articles) {
    return fail(ErrorKind::kSystem,
                "the database holds " + std::to_string(counts->documents) + " documents instead of " +
                    std::to_string(report.articles),
                "please report this defect");
  }
  if (Status written = columns.write(target / index::kColumnsFile, report.last_docid); !written) {
    return fail(written.error());
  }
  columns = {};  // its memory is free for the record of captures
  if (Status written = write_state(state, target); !written) return fail(written.error());
  for (const std::string_view beside : {index::kColumnsFile, kStateFile}) {
    const std::uint64_t bytes = std::filesystem::file_size(target / beside, ignored);
    if (!ignored) counts->bytes += bytes;
  }
  return counts;
}

void add_notice(BuildReport& report, std::string_view notice) {
  if (!report.notice.empty() && !notice.empty()) report.notice += "; ";
  report.notice += notice;
}

Result<BuildReport> build_index(const BuildOptions& options, std::istream& standard_input) {
  InputList inputs = list_inputs(options.inputs, options.format, options.leave_out);
  if (Status taken = take_supplements(inputs, options.supplements); !taken) return fail(taken.error());
  IndexState state;
  const std::vector<std::uint32_t> read = register_files(inputs.files, reading_of(options), state.files);
  PipelineOptions pipeline = pipeline_options(options, inputs);
  const std::unique_ptr<BatchSource> source = make_file_source(std::move(inputs), standard_input);
  pipeline.files = &state.files;

  index::ColumnsBuilder columns;
  if (options.dry_run) {
    return run_pipeline(*source, *make_null_builder(), columns, state.registry, pipeline);
  }

  Result<index::IndexFolderWriter> folder = index::IndexFolderWriter::open(options.index);
  if (!folder) return fail(folder.error());
  const std::filesystem::path target = folder->new_database();
  const auto give_up = [&](Error error) -> Result<BuildReport> {
    folder->abandon();
    return fail(std::move(error));
  };
  Result<ChosenBuilder> chosen = choose_builder(options.builder, bulk_options(options, target));
  if (!chosen) return give_up(chosen.error());
  Result<BuildReport> report = run_pipeline(*source, *chosen->builder, columns, state.registry, pipeline);
  if (!report) return give_up(report.error());
  if (report->articles == 0) {
    return give_up({ErrorKind::kInput, "no article was found in the input; nothing was written",
                    report->records == 0
                        ? "the input holds no file that is read; 'dateline-index kinds' lists the kinds"
                        : "see the rejects above, and 'dateline-index inspect FILE'"});
  }
  if (!options.names.empty()) chosen->builder->set_metadata(index::kMetaNames, options.names);
  Result<BuildCounts> counts = complete(*chosen->builder, *report, columns, state, read, target);
  chosen->builder.reset();
  if (!counts) return give_up(counts.error());
  if (is_stopped(options)) return give_up(interrupted());
  const Result<std::string> published = folder->publish();
  if (!published) return give_up(published.error());
  report->index_bytes = counts->bytes;
  report->timings.tasks = std::move(counts->tasks);
  add_notice(*report, chosen->notice);
  add_notice(*report, *published);
  return report;
}

}  // namespace dateline::indexer
