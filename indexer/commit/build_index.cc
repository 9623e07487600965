#include "indexer/commit/build_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "common/index/article_id.h"
#include "common/start_thread.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/grouped_input.h"
#include "indexer/commit/serve.h"
#include "indexer/commit/tally.h"
#include "indexer/ledger/gone_file.h"
#include "indexer/pipeline/long_work.h"

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

/// Opens the ledger of the index before, whose files become those of the next, unless it is to be forgotten.
Result<ledger::Ledger> take_over_ledger(Commit& commit, const BuildOptions& options) {
  index::Manifest& next = commit.next();
  next.state.erase(index::kLedgerRole);
  if (options.forget_history) return ledger::Ledger();
  const std::vector<index::FileInfo> files = commit.folder().live_state(index::kLedgerRole);
  for (const index::FileInfo& file : files) {
    next.state.emplace(index::kLedgerRole, file);
    if (!options.purge) continue;
    // What is written again gets a new hash, so the old one must hold.
    const Result<index::FileInfo> now = index::describe_file(options.index / file.name);
    if (!now) return fail(now.error());
    if (*now == file) continue;
    return fail(ErrorKind::kIndex,
                fmt::format("the ledger file {} is damaged", (options.index / file.name).string()),
                ledger::kRestoreLedger);
  }
  const std::optional<index::Manifest>& live = commit.folder().live();
  // The recorder tells whether what it has read is sound.
  constexpr auto kChecks = ledger::LedgerChecks::kWhenRead;
  return live ? ledger::Ledger::open(options.index, *live, kChecks)
              : ledger::Ledger::open(options.index, files, kChecks);
}

/// What a build anew leaves out of an index that can be read has gone.
Status write_ledger_anew(Commit& commit, const BuildOptions& options, LedgerRecorder& history) {
  std::optional<index::IndexReader> before;
  if (history.goes_on() && commit.folder().live()) {
    if (Result<index::IndexReader> reader = index::IndexReader::open_to_upgrade(options.index); reader)
      before = std::move(*reader);
  }
  return write_ledger(commit, options, history, before ? &*before : nullptr, true);
}

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
  pipeline.max_text_bytes =
      options.max_text_bytes > 0 ? options.max_text_bytes : options.memory_bytes / kTextsInMemory;
  pipeline.memory_bytes = options.memory_bytes;
  pipeline.keep_captures = options.keep_captures;
  pipeline.stop = options.stop;
  pipeline.today = options.today();
  pipeline.clocks = options.clocks;
  pipeline.on_reject = options.on_reject;
  pipeline.on_progress = options.on_progress;
  pipeline.serve_values = options.serve_values;
  const bool streamed = std::any_of(inputs.files.begin(), inputs.files.end(),
                                    [](const InputFile& file) { return file.path == "-"; });
  pipeline.total_bytes = streamed ? 0 : inputs.bytes;
  return pipeline;
}

BulkOptions bulk_options(const BuildOptions& options, const std::filesystem::path& target) {
  BulkOptions bulk;
  bulk.directory = target;
  bulk.scratch = target / "scratch";
  bulk.memory_bytes = options.inverting_bytes > 0 ? options.inverting_bytes : options.memory_bytes;
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

Result<index::SegmentInfo> finish(NewSegment& segment, index::Docid last,
                                  const std::vector<std::uint32_t>& read, InputFiles& files) {
  std::vector<std::thread> hashing;
  const bool at_once = start_thread(hashing, [&] { hash_files(files, read, 1); });
  Result<index::SegmentInfo> finished = segment.finish(last);
  for (std::thread& thread : hashing) thread.join();
  if (!at_once) hash_files(files, read, 1);
  return finished;
}

Result<IndexState> read_state(const std::filesystem::path& index, const index::Manifest& manifest) {
  std::vector<std::filesystem::path> files;
  for (const index::FileInfo& file : manifest.state_files(index::kCapturesRole)) {
    files.push_back(index / file.name);
    std::error_code unknown;  // which is told when it is opened
    const std::uintmax_t bytes = std::filesystem::file_size(files.back(), unknown);
    if (!unknown && bytes != file.bytes)
      return fail(ErrorKind::kIndex, files.back().string() + " is not the one that was written",
                  "rebuild the index");
  }
  if (!files.empty()) return open_state(files);
  return fail(ErrorKind::kIndex, index.string() + " has no record of captures, so nothing can be added to it",
              "rebuild the index");
}

Status write_captures(Commit& commit, const Result<NextTable>& table) {
  if (!table) return fail(table.error());
  return commit.write_state(
      index::kCapturesRole, [&](const index::Sink& sink) { return table->write(sink); }, table->kept);
}

Status write_common_state(Commit& commit, const BuildOptions& options, const BuildReport& report) {
  if (report.dictionary && commit.next().state_file(index::kDictionaryRole) == nullptr) {
    if (Status done = commit.write_state(index::kDictionaryRole, {report.dictionary->bytes()}); !done)
      return done;
  }
  if (!options.names.empty()) {
    if (Status done = commit.write_state(index::kNamesRole, {options.names}); !done) return done;
  }
  return {};
}

Status write_state(Commit& commit, const BuildOptions& options, const BuildReport& report,
                   const IndexState& state) {
  if (Status done = write_common_state(commit, options, report); !done) return done;
  return write_captures(commit, next_table(state));
}

Result<std::unique_ptr<LedgerRecorder>> begin_ledger(Commit& commit, const BuildOptions& options,
                                                     std::filesystem::path scratch, index::Docid last_docid) {
  Result<ledger::Ledger> known = take_over_ledger(commit, options);
  if (!known) return fail(known.error());
  auto history = std::make_unique<LedgerRecorder>(LedgerCommit{.known = std::move(*known),
                                                               .generation = commit.next_generation(),
                                                               .scratch = std::move(scratch),
                                                               .last_docid = last_docid,
                                                               .reading = {options.map, options.format},
                                                               .extractor = options.extractor});
  for (const std::string& file : options.gone) {
    const Result<std::vector<MissingPage>> pages = read_gone_file(file, options.on_reject);
    if (!pages) return fail(pages.error());
    for (const MissingPage& page : *pages) history->add_missing(missing_article(page));
  }
  return history;
}

Status write_ledger(Commit& commit, const BuildOptions& options, LedgerRecorder& history,
                    const index::IndexReader* before, bool whole) {
  Status written = history.write({.before = before,
                                  .articles = commit.next().counts.articles,
                                  .whole = whole,
                                  .threads = worker_count(options.threads),
                                  .written = options.now ? options.now->time_since_epoch().count() : 0,
                                  .program = options.program},
                                 [&](const index::Produce& produce, std::size_t kept) {
                                   return commit.write_state(index::kLedgerRole, produce, kept);
                                 });
  commit.next().content = history.content();
  return written;
}

void add_notice(BuildReport& report, std::string_view notice) {
  if (!report.notice.empty() && !notice.empty()) report.notice += "; ";
  report.notice += notice;
}

Result<BuildReport> build_index(const BuildOptions& options, std::istream& standard_input) {
  InputList inputs = list_inputs(options.inputs, options.format, options.leave_out);
  if (Status taken = take_supplements(inputs, options.supplements); !taken) return fail(taken.error());
  IndexState state;
  const std::uint64_t files = inputs.files.size();
  const std::vector<std::uint32_t> read = register_files(inputs.files, reading_of(options), state.files);
  PipelineOptions pipeline = pipeline_options(options, inputs);
  pipeline.files = &state.files;

  if (options.dry_run) {
    const std::unique_ptr<BatchSource> source = make_file_source(std::move(inputs), standard_input);
    index::ColumnsBuilder columns;
    Result<BuildReport> report =
        run_pipeline(*source, *make_null_builder(), columns, state.registry, pipeline);
    if (report) report->files = files;
    return report;
  }

  Result<Commit> commit = Commit::replace(options.index);
  if (!commit) return fail(commit.error());
  commit->date(options.now);
  Result<NewSegment> segment = NewSegment::begin(*commit, options, 1);
  if (!segment) return fail(segment.error());
  const auto history = begin_ledger(*commit, options, segment->folder(), 0);
  if (!history) return fail(history.error());
  pipeline.ledger = history->get();
  std::optional<GroupedInput> grouped;
  if (options.serve_values) {
    IndexState first;
    register_files(inputs.files, reading_of(options), first.files);
    auto known = GroupedInput::read(options, inputs, standard_input, segment->folder(), std::move(first));
    if (!known) return fail(known.error());
    grouped = std::move(*known);
    pipeline.group_names = &grouped->names();
  }
  const std::unique_ptr<BatchSource> source =
      make_file_source(std::move(inputs), grouped ? grouped->standard_input() : standard_input);
  Result<BuildReport> report =
      run_pipeline(*source, segment->builder(), segment->columns(), state.registry, pipeline);
  if (!report) return report;
  report->files = files;
  if (report->articles == 0) {
    return fail(ErrorKind::kInput, "no article was found in the input; nothing was written",
                report->records == 0
                    ? "the input holds no file that is read; 'dateline-index kinds' lists the kinds"
                    : "see the rejects above, and 'dateline-index inspect FILE'");
  }
  index::Manifest& next = commit->next();
  add_run(*report, next.counts);
  if (options.serve_values) {
    const ServeState serve{
        report->dictionary ? report->dictionary->bytes() : std::string(), options.names, {}};
    set_serve_metadata(segment->builder(), serve, *commit, next.counts, 1, report->last_docid);
    if (Status done = note_serve_values(*commit, serve.shard); !done) return fail(done.error());
  }
  Result<index::SegmentInfo> written = finish(*segment, report->last_docid, read, state.files);
  if (!written) return fail(written.error());
  next.next_docid = report->last_docid + 1;
  next.added_articles = next.written_articles = written->articles;
  commit->put(std::move(*written));
  if (Status done = write_state(*commit, options, *report, state); !done) return fail(done.error());
  if (Status done = write_ledger_anew(*commit, options, **history); !done) return fail(done.error());
  if (is_stopped(options)) return fail(interrupted());
  const Result<std::string> published = commit->publish();
  if (!published) return fail(published.error());
  report->index_bytes = commit->folder().live()->bytes();
  report->timings.tasks = segment->counts().tasks;
  add_notice(*report, segment->notice());
  add_notice(*report, *published);
  return report;
}

}  // namespace dateline::indexer
