#include "indexer/writer/bulk_builder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "common/index/files.h"
#include "common/index/xapian_wall.h"
#include "indexer/glass/encoding.h"
#include "indexer/glass/parallel.h"
#include "indexer/glass/tables.h"
#include "indexer/glass/verify.h"
#include "indexer/glass/version_file.h"
#include "indexer/writer/bulk_worker.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kMinMemory = std::size_t{256} << 10;
constexpr int kMaxWorkers = 256;
constexpr std::size_t kMaxMetadataKey = glass::kMaxKeyBytes - 2;
constexpr const char* kVersionFile = "iamglass";

/// Of the memory bound, what one inverter may hold when others hold `elsewhere`; the rest is for buffers,
/// sorting keys and the merge. However much others hold, a little is left.
std::size_t inverter_share(const BulkOptions& options, std::size_t elsewhere) {
  const std::size_t most = options.memory_bytes / 8 * 5;
  const std::size_t least = options.memory_bytes / 8;
  const std::size_t together = options.memory_bytes / 4 * 3;
  const std::size_t all = std::clamp(together - std::min(elsewhere, together), least, most);
  return all / static_cast<std::size_t>(options.workers);
}

Status check(const BulkOptions& options) {
  if (options.workers < 1 || options.workers > kMaxWorkers) {
    return fail(ErrorKind::kUsage, "the number of workers is not 1 to 256");
  }
  if (options.memory_bytes < kMinMemory)
    return fail(ErrorKind::kUsage, "a build needs at least 256 KiB of memory");
  if (options.deflate_level < 0 || options.deflate_level > 9) {
    return fail(ErrorKind::kUsage, "the deflate level is 0 to 9");
  }
  return {};
}

/// One table on its way to the disk.
struct Table {
  const char* file;
  bool keep_when_empty;  ///< the library expects these two; the others are absent when they hold nothing
  std::unique_ptr<glass::TableWriter> writer;
  glass::TableRoot root;
};

enum TableIndex : std::size_t { kPosition, kPostlist, kTermlist, kDocdata, kTables };

}  // namespace

struct BulkBuilder::State {
  BulkOptions options;
  std::unique_ptr<glass::Storage> storage;
  std::vector<std::unique_ptr<BulkWorker>> workers;
  glass::Metadata metadata;
  Status refused;                              ///< a call that finish() must fail for
  std::atomic<std::size_t> inverter_bytes{0};  ///< what each inverter may hold
  std::mutex dropping;
  glass::DocidSet dropped;
  std::array<Table, kTables> tables = {{{"position.glass", false, nullptr, {}},
                                        {"postlist.glass", true, nullptr, {}},
                                        {"termlist.glass", true, nullptr, {}},
                                        {"docdata.glass", false, nullptr, {}}}};
  glass::PostlistCounts postlist;
  bool begun = false;  ///< finish() was called

  std::mutex timing;
  std::vector<TaskTime> tasks;  ///< under `timing`

  Result<BuildCounts> finish();
  /// `work`, timed under that name.
  std::function<Status()> task(std::string name, std::function<Status()> work);
  Status prepare();
  std::size_t window_bytes() const;
  glass::RunMerger merge(BulkWorker::Side side) const;
  Status write_table(TableIndex index);
  Status fill(TableIndex index, glass::TableWriter& table);
  Status write_version(std::uint32_t last_docid);
  Status settle();
  void discard() const noexcept;
};

Result<std::unique_ptr<BulkBuilder>> BulkBuilder::create(BulkOptions options,
                                                         std::unique_ptr<glass::Storage> storage) {
  if (const Status checked = check(options); !checked) return fail(checked.error());
  auto state = std::make_unique<State>();
  std::error_code code;
  for (const auto& folder : {options.directory, options.scratch}) {
    std::filesystem::create_directories(folder, code);
    if (code) return fail(ErrorKind::kSystem, "cannot create " + folder.string() + ": " + code.message());
  }
  const Result<bool> taken = index::is_there(options.directory / kVersionFile);
  if (!taken) return fail(taken.error());
  if (*taken) {
    return fail(ErrorKind::kIndex, options.directory.string() + " already holds a database");
  }
  state->storage = storage ? std::move(storage) : glass::make_disk_storage();
  for (int i = 0; i < options.workers; ++i) {
    auto worker = BulkWorker::create(*state->storage, options);
    if (!worker) return fail(worker.error());
    state->workers.push_back(std::move(*worker));
  }
  state->inverter_bytes = inverter_share(options, 0);
  state->options = std::move(options);
  return std::unique_ptr<BulkBuilder>(new BulkBuilder(std::move(state)));
}

BulkBuilder::BulkBuilder(std::unique_ptr<State> state) : state_(std::move(state)) {}

BulkBuilder::~BulkBuilder() = default;

Status BulkBuilder::add(int worker, std::uint32_t docid, const IndexDocument& document) {
  if (worker < 0 || worker >= state_->options.workers || state_->begun) {
    return fail(ErrorKind::kUsage, "no such worker of this build, or the build is finished");
  }
  const auto added = index::guard([&] {
    return state_->workers[static_cast<std::size_t>(worker)]->add(docid, document, state_->inverter_bytes);
  });
  return added ? *added : fail(added.error());
}

void BulkBuilder::leave_room(std::size_t bytes) {
  state_->inverter_bytes = inverter_share(state_->options, bytes);
}

Status BulkBuilder::shrink(int worker) {
  const auto shrunk = index::guard(
      [&] { return state_->workers.at(static_cast<std::size_t>(worker))->shrink(state_->inverter_bytes); });
  return shrunk ? *shrunk : fail(shrunk.error());
}

void BulkBuilder::drop(std::uint32_t docid) {
  const std::lock_guard lock(state_->dropping);
  state_->dropped.insert(docid);
}

void BulkBuilder::set_metadata(std::string_view key, std::string_view value) {
  if (key.empty() || key.size() > kMaxMetadataKey) {
    state_->refused = fail(ErrorKind::kUsage, "a metadata key has 1 to 253 bytes");
  } else if (value.empty()) {
    state_->metadata.erase(std::string(key));
  } else {
    state_->metadata.insert_or_assign(std::string(key), std::string(value));
  }
}

Result<BuildCounts> BulkBuilder::finish() {
  if (state_->begun) return fail(ErrorKind::kUsage, "the build is finished already");
  state_->begun = true;
  auto finished = index::guard([&] { return state_->finish(); });
  Result<BuildCounts> result = finished ? std::move(*finished) : Result<BuildCounts>(fail(finished.error()));
  if (!result) state_->discard();
  return result;
}

Result<BuildCounts> BulkBuilder::State::finish() {
  if (!refused) return fail(refused.error());
  if (const Status done = prepare(); !done) return fail(done.error());
  BuildCounts counts;
  std::uint64_t position_lists = 0;
  for (const auto& worker : workers) {
    counts.last_docid = std::max(counts.last_docid, worker->last_docid());
    counts.spills += worker->spills();
    position_lists += worker->position_lists();
  }
  std::vector<std::function<Status()>> steps;
  for (const TableIndex index : {kPosition, kPostlist, kTermlist, kDocdata}) {
    steps.push_back(
        task(std::string("write ") + tables[index].file, [this, index] { return write_table(index); }));
  }
  if (const Status done = glass::run_parallel(steps, options.workers); !done) return fail(done.error());
  if (dropped.empty() && tables[kPosition].root.entries != position_lists) {
    return fail(ErrorKind::kSystem, "the merge of the build has lost positions",
                "report this as a defect of the program");
  }
  workers.clear();  // their memory is free for the check
  if (const Status done = write_version(counts.last_docid); !done) return fail(done.error());
  if (const Status done = settle(); !done) return fail(done.error());

  counts.tasks = std::move(tasks);
  counts.documents = postlist.documents;
  counts.terms = postlist.terms;
  counts.postings = postlist.postings;
  counts.position_lists = tables[kPosition].root.entries;
  std::error_code code;
  for (const Table& table : tables) counts.bytes += table.root.blocks * std::uint64_t{glass::kBlockBytes};
  const std::uint64_t version_bytes = std::filesystem::file_size(options.directory / kVersionFile, code);
  if (!code) counts.bytes += version_bytes;
  return counts;
}

std::function<Status()> BulkBuilder::State::task(std::string name, std::function<Status()> work) {
  if (!options.clocks) return work;
  return [this, name = std::move(name), work = std::move(work)] {
    const Spent begin{options.clocks.wall_us(), options.clocks.thread_cpu_us()};
    Status done = work();
    const Spent spent{options.clocks.wall_us() - begin.wall_us,
                      options.clocks.thread_cpu_us() - begin.cpu_us};
    const std::lock_guard lock(timing);
    tasks.push_back({name, spent});
    return done;
  };
}

/// Closes the workers' runs and sorts what they hold in memory.
Status BulkBuilder::State::prepare() {
  std::vector<std::function<Status()>> steps;
  for (const auto& worker : workers) steps.push_back(task("sort", [&worker] { return worker->close(); }));
  return glass::run_parallel(steps, options.workers);
}

std::size_t BulkBuilder::State::window_bytes() const {
  std::size_t readers = 1;
  for (const auto& worker : workers) readers += 3 * (worker->spills() + 1) + 2;
  return std::clamp<std::size_t>(options.memory_bytes / 8 / readers, std::size_t{8} << 10,
                                 std::size_t{256} << 10);
}

glass::RunMerger BulkBuilder::State::merge(BulkWorker::Side side) const {
  std::vector<std::unique_ptr<glass::RunReader>> readers;
  for (const auto& worker : workers) {
    for (auto& source : worker->sources(side)) {
      readers.push_back(
          std::make_unique<glass::RunReader>(std::move(source), window_bytes(), BulkWorker::part_of(side)));
    }
  }
  return glass::RunMerger(std::move(readers), dropped);
}

Status BulkBuilder::State::write_table(TableIndex index) {
  Table& table = tables[index];
  auto file = storage->create(options.directory / table.file);
  if (!file) return fail(file.error());
  table.writer = std::make_unique<glass::TableWriter>(std::move(*file));
  if (const Status filled = fill(index, *table.writer); !filled) return filled;
  auto root = table.writer->finish();
  if (!root) return fail(root.error());
  table.root = *root;
  return {};
}

Status BulkBuilder::State::fill(TableIndex index, glass::TableWriter& table) {
  if (index == kPostlist) {
    auto values = merge(BulkWorker::Side::kPostings);
    auto runs = merge(BulkWorker::Side::kPostings);
    auto counts = glass::write_postlist(metadata, values, runs, dropped.empty(), table);
    if (!counts) return fail(counts.error());
    postlist = *counts;
    return {};
  }
  if (index == kPosition) {
    auto runs = merge(BulkWorker::Side::kPositions);
    return glass::write_positions(runs, table);
  }
  auto runs = merge(index == kTermlist ? BulkWorker::Side::kTermLists : BulkWorker::Side::kData);
  return index == kTermlist ? glass::write_termlist(runs, table) : glass::write_docdata(runs, table);
}

/// `iamglass` makes a database of the tables, so it comes last.
Status BulkBuilder::State::write_version(std::uint32_t last_docid) {
  for (const Table& table : tables) {
    if (table.root.entries > 0 || table.keep_when_empty) continue;
    std::error_code code;
    std::filesystem::remove(options.directory / table.file, code);
    if (code)
      return fail(ErrorKind::kSystem, std::string("cannot remove ") + table.file + ": " + code.message());
  }
  glass::DatabaseStatistics statistics;
  statistics.documents = postlist.documents;
  statistics.last_docid = last_docid;
  statistics.total_length = postlist.total_length;
  statistics.length_lower_bound = postlist.length_lower_bound;
  statistics.length_upper_bound = postlist.length_upper_bound;
  statistics.wdf_upper_bound = postlist.wdf_upper_bound;
  auto file = storage->create(options.directory / kVersionFile);
  if (!file) return fail(file.error());
  const std::string bytes = glass::version_file(
      {tables[kPostlist].root, tables[kDocdata].root, tables[kTermlist].root, tables[kPosition].root},
      statistics);
  if (const Status done = (*file)->append(bytes); !done) return done;
  return (*file)->sync();
}

/// Brings the tables to the disk and verifies them meanwhile.
Status BulkBuilder::State::settle() {
  std::vector<std::function<Status()>> steps;
  steps.push_back(task("sync", [this]() -> Status {
    for (const Table& table : tables) {
      if (table.root.entries == 0) continue;
      if (const Status synced = table.writer->sync(); !synced) return synced;
    }
    return index::sync_folder(options.directory);
  }));
  if (options.verify) {
    // The longest first, so that no thread is left alone with one at the end.
    for (const TableIndex index : {kTermlist, kPosition, kPostlist, kDocdata}) {
      const Table& table = tables[index];
      if (table.root.entries == 0) continue;
      steps.push_back(task(std::string("check ") + table.file,
                           [this, &table] { return glass::check_table(options.directory / table.file); }));
    }
    steps.push_back(
        task("cross-check", [this] { return glass::cross_check(options.directory, postlist.terms); }));
  }
  // The sync only waits, so it does not count as a thread.
  return glass::run_parallel(steps, options.workers + 1);
}

void BulkBuilder::State::discard() const noexcept {
  std::error_code code;
  std::filesystem::remove(options.directory / kVersionFile, code);
  for (const Table& table : tables) std::filesystem::remove(options.directory / table.file, code);
}

}  // namespace dateline::indexer
