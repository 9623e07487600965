#include "indexer/commit/update_index.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <xapian.h>

#include "common/index/build_info.h"
#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/index/stored_article.h"
#include "common/index/xapian_wall.h"
#include "common/start_thread.h"
#include "indexer/commit/build_steps.h"
#include "indexer/pipeline/document_maker.h"
#include "indexer/writer/updating_builder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// From this share of new input on, building everything anew is faster; see docs/duplicates.md.
constexpr double kRebuildShare = 0.05;

/// Adds the articles of an index to a builder, on several threads, with their docids.
class StoredArticles {
 public:
  StoredArticles(const fs::path& index, std::vector<std::uint32_t> docids, IndexBuilder& builder,
                 const std::atomic<bool>* stop)
      : index_(index), docids_(std::move(docids)), builder_(builder), stop_(stop) {}

  Status run(int threads) {
    std::vector<std::thread> helpers;
    for (int worker = 1; worker < threads; ++worker) {
      if (!start_thread(helpers, [this, worker] { work_guarded(worker); })) break;
    }
    work_guarded(0);
    for (std::thread& helper : helpers) helper.join();
    if (stop_ != nullptr && stop_->load()) return fail(interrupted());
    return std::move(first_error_);
  }

 private:
  static constexpr std::size_t kBlock = 256;

  void work_guarded(int worker) {
    const Result<Status> done = index::guard([&] { return work(worker); });
    note(done ? *done : Status(fail(done.error())));
  }
  Status work(int worker) {
    const Result<index::IndexReader> reader = index::IndexReader::open(index_);
    if (!reader) return fail(reader.error());
    DocumentMaker maker;
    maker.use_dictionary(reader->dictionary());
    IndexDocument document;
    text::AnalysisCounts ignored;
    for (;;) {
      const std::size_t begin = next_.fetch_add(kBlock);
      if (begin >= docids_.size() || failed_ || (stop_ != nullptr && stop_->load())) return {};
      const std::size_t end = std::min(begin + kBlock, docids_.size());
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t docid = docids_[i];
        const Result<Article> article = reader->article(docid);
        if (!article) return fail(article.error());
        maker.make(*article, document, ignored);
        if (Status added = builder_.add(worker, docid, document); !added) return added;
      }
    }
  }
  void note(Status status) {
    if (status) return;
    failed_ = true;
    const std::lock_guard lock(mutex_);
    if (first_error_) first_error_ = std::move(status);
  }

  fs::path index_;
  std::vector<std::uint32_t> docids_;
  IndexBuilder& builder_;
  const std::atomic<bool>* stop_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  Status first_error_;
};

/// What an update begins with: the lock, the live database and what is known of it.
struct Opened {
  index::IndexFolderWriter folder;
  std::optional<index::IndexReader> reader;  ///< none any more when the new state is published
  IndexState state;
  fs::path live() const { return reader->folder() / reader->revision(); }
};

Result<Opened> open_index(const fs::path& index) {
  if (const auto live = index::live_databases(index); !live) return fail(live.error());
  Result<index::IndexFolderWriter> folder = index::IndexFolderWriter::open(index);
  if (!folder) return fail(folder.error());
  const auto give_up = [&folder](const Error& error) {
    folder->abandon();
    return fail(error);
  };
  Result<index::IndexReader> reader = index::IndexReader::open(index);
  if (!reader) return give_up(reader.error());
  Result<IndexState> state = read_state(reader->folder() / reader->revision());
  if (!state) return give_up(state.error());
  return Opened{std::move(*folder), std::move(*reader), std::move(*state)};
}

/// A builder that holds the live documents already, and leaves room for `columns` and what is known of them.
Result<ChosenBuilder> begin(const Opened& opened, const BuildOptions& options, UpdateWay way,
                            const index::ColumnsBuilder& columns) {
  const fs::path target = opened.folder.new_database();
  if (way == UpdateWay::kUpdate) {
    auto builder = make_updating_builder(opened.live(), target);
    if (!builder) return fail(builder.error());
    ChosenBuilder chosen;
    chosen.builder = std::move(*builder);
    return chosen;
  }
  Result<ChosenBuilder> chosen = choose_builder(options.builder, bulk_options(options, target));
  if (!chosen) return chosen;
  chosen->builder->leave_room(opened.state.registry.memory_bytes() + columns.memory_bytes());
  StoredArticles stored(opened.reader->folder(), opened.state.registry.docids(), *chosen->builder,
                        options.stop);
  if (Status added = stored.run(worker_count(options.threads)); !added) return fail(added.error());
  return chosen;
}

/// Counts of earlier runs, on which this one goes on.
void go_on_counting(const std::string& build_info, BuildReport& report) {
  const index::BuildInfo info = index::BuildInfo::parse(build_info);
  report.records += info.count("records");
  report.duplicates += info.count("duplicates");
  report.rejected += info.count("rejected");
  report.input_bytes += info.count("input_bytes");
  for (const auto& [slug, name] : info.sources()) report.source_names.insert_or_assign(slug, name);
}

std::uint64_t indexed_bytes(const index::IndexReader& reader) {
  return index::BuildInfo::parse(reader.build_info()).count("input_bytes");
}

/// Finishes, writes and publishes.
Status publish(Opened& opened, const BuildOptions& options, IndexBuilder& builder, BuildReport& report,
               index::ColumnsBuilder& columns, const std::vector<std::uint32_t>& read) {
  if (const auto& dictionary = opened.reader->dictionary()) {
    builder.set_metadata(index::kMetaDictionary, dictionary->bytes());
  }
  const std::string& names = options.names.empty() ? opened.reader->names() : options.names;
  if (!names.empty()) builder.set_metadata(index::kMetaNames, names);
  BuildReport whole = report;
  go_on_counting(opened.reader->build_info(), whole);
  const Result<BuildCounts> counts =
      complete(builder, whole, columns, opened.state, read, opened.folder.new_database());
  if (!counts) return fail(counts.error());
  report.index_bytes = counts->bytes;
  if (is_stopped(options)) return fail(interrupted());
  opened.reader.reset();  // so that the old database can go
  const Result<std::string> published = opened.folder.publish();
  if (!published) return fail(published.error());
  add_notice(report, *published);
  return {};
}

/// The files among `inputs` that must be read, and which known ones have changed.
struct Changes {
  std::vector<InputFile> read;
  std::vector<bool> withdrawn;  ///< by number of the file
  std::uint64_t unchanged = 0;
  std::uint64_t changed = 0;
  std::uint64_t bytes = 0;
};

Changes changes_of(const std::vector<InputFile>& inputs, std::uint64_t reading, InputFiles& files) {
  Changes changes;
  changes.withdrawn.resize(files.size());
  for (const InputFile& input : inputs) {
    if (input.path != "-") {
      const std::uint32_t number = files.find(input.path);
      const auto now = look_at(input.path);
      const bool known = number != 0 && files.at(number).path == input.path;
      if (known && now) {
        IndexedFile& then = files.at(number);
        if (then.hash != 0 && then.bytes == now->bytes && then.reading == (reading ^ input.told) &&
            (then.modified == now->modified || hash_file(input.path) == then.hash)) {
          then.modified = now->modified;
          ++changes.unchanged;
          continue;
        }
        ++changes.changed;
        changes.withdrawn[number] = true;
      }
    }
    changes.read.push_back(input);
    changes.bytes += input.bytes;
  }
  return changes;
}

/// True when two articles are stored as the same bytes: place in the file, dates and all.
bool stored_alike(const Article& a, const Article& b) {
  std::string bytes_a;
  std::string bytes_b;
  index::encode_article(a, bytes_a);
  index::encode_article(b, bytes_b);
  return bytes_a == bytes_b;
}

}  // namespace

UpdateWay update_way(std::string_view name) {
  return name == "update" ? UpdateWay::kUpdate : name == "rebuild" ? UpdateWay::kRebuild : UpdateWay::kAuto;
}

Result<UpdateReport> add_to_index(const BuildOptions& options, UpdateWay way, std::istream& standard_input) {
  UpdateReport out;
  const Result<bool> there = index::has_index(options.index);
  if (!there) return fail(there.error());
  if (!*there) {
    Result<BuildReport> built = build_index(options, standard_input);
    if (!built) return fail(built.error());
    out.build = std::move(*built);
    out.changed = true;
    out.way = UpdateWay::kRebuild;
    return out;
  }
  Result<Opened> opened = open_index(options.index);
  if (!opened) return fail(opened.error());
  IndexState& state = opened->state;
  const auto give_up = [&](Error error) -> Result<UpdateReport> {
    opened->folder.abandon();
    return fail(std::move(error));
  };

  InputList inputs = list_inputs(options.inputs, options.format, options.leave_out);
  if (Status taken = take_supplements(inputs, options.supplements); !taken) return give_up(taken.error());
  const std::uint64_t reading = reading_of(options);
  Changes changes = changes_of(inputs.files, reading, state.files);
  out.files_read = changes.read.size();
  out.files_unchanged = changes.unchanged;
  out.files_changed = changes.changed;
  out.changed = !changes.read.empty() && !options.dry_run;
  inputs.files = std::move(changes.read);
  inputs.bytes = changes.bytes;
  std::vector<std::uint32_t> read = register_files(inputs.files, reading, state.files);
  if (way == UpdateWay::kAuto) {
    const auto share = kRebuildShare * static_cast<double>(indexed_bytes(*opened->reader));
    way = static_cast<double>(changes.bytes) <= share ? UpdateWay::kUpdate : UpdateWay::kRebuild;
  }
  out.way = way;

  index::ColumnsBuilder columns;
  columns.load(opened->reader->columns());
  state.registry.withdraw(changes.withdrawn, [&](std::uint32_t docid, const Article& article) {
    const Result<Article> stored = opened->reader->article(docid);
    return stored && stored_alike(*stored, article);
  });
  Result<ChosenBuilder> chosen = ChosenBuilder{};
  if (out.changed) {
    chosen = begin(*opened, options, way, columns);
  } else {
    chosen->builder = make_null_builder();
  }
  if (!chosen) return give_up(chosen.error());
  PipelineOptions pipeline = pipeline_options(options, inputs);
  const std::unique_ptr<BatchSource> source = make_file_source(std::move(inputs), standard_input);
  pipeline.files = &state.files;
  pipeline.dictionary = opened->reader->dictionary();
  Result<BuildReport> report = run_pipeline(*source, *chosen->builder, columns, state.registry, pipeline);
  if (!report) return give_up(report.error());
  out.build = std::move(*report);
  // Without a hash the file counts as changed the next time too.
  std::erase_if(read, [&](std::uint32_t file) {
    return std::binary_search(out.build.kept_files.begin(), out.build.kept_files.end(), file);
  });
  add_notice(out.build, chosen->notice);
  if (!out.changed) {
    opened->folder.abandon();
    return out;
  }
  if (const Status done = publish(*opened, options, *chosen->builder, out.build, columns, read); !done) {
    chosen->builder.reset();
    return give_up(done.error());
  }
  return out;
}

Result<RemoveReport> remove_from_index(const std::vector<std::string>& ids, const BuildOptions& options,
                                       UpdateWay way) {
  Result<Opened> opened = open_index(options.index);
  if (!opened) return fail(opened.error());
  const auto give_up = [&](Error error) -> Result<RemoveReport> {
    opened->folder.abandon();
    return fail(std::move(error));
  };
  const Xapian::Database& database = opened->reader->database();
  RemoveReport out;
  std::vector<std::uint32_t> docids;
  const Status found = index::guard([&] {
    for (const std::string& id : ids) {
      const std::size_t before = docids.size();
      for (const index::Field field : {index::Field::kId, index::Field::kKey}) {
        const std::string term = index::boolean_term(field, id);
        docids.insert(docids.end(), database.postlist_begin(term), database.postlist_end(term));
        if (docids.size() > before) break;
      }
      if (docids.size() == before) out.unknown.push_back(id);
    }
  });
  if (!found) return give_up(found.error());
  std::sort(docids.begin(), docids.end());
  docids.erase(std::unique(docids.begin(), docids.end()), docids.end());
  out.removed = docids.size();
  out.articles = database.get_doccount() - docids.size();
  if (docids.empty()) {
    opened->folder.abandon();
    return out;
  }
  if (way == UpdateWay::kAuto) {
    const double share = kRebuildShare * static_cast<double>(database.get_doccount());
    way = static_cast<double>(docids.size()) <= share ? UpdateWay::kUpdate : UpdateWay::kRebuild;
  }
  index::ColumnsBuilder columns;
  columns.load(opened->reader->columns());
  opened->state.registry.remove(docids);
  Result<ChosenBuilder> chosen = begin(*opened, options, way, columns);
  if (!chosen) return give_up(chosen.error());
  for (const std::uint32_t docid : docids) {
    if (way == UpdateWay::kUpdate) chosen->builder->drop(docid);
    columns.clear(docid);
  }
  BuildReport report;
  report.last_docid = opened->state.registry.last_docid();
  count_articles(columns, report);
  if (const Status done = publish(*opened, options, *chosen->builder, report, columns, {}); !done) {
    chosen->builder.reset();
    return give_up(done.error());
  }
  return out;
}

}  // namespace dateline::indexer
