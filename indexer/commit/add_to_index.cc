#include "indexer/commit/add_to_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "common/index/index_reader.h"
#include "common/index/stored_article.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/changed_articles.h"
#include "indexer/commit/changed_files.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/grouped_input.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/merge_policy.h"
#include "indexer/commit/new_segment.h"
#include "indexer/commit/past_writer.h"
#include "indexer/commit/serve.h"
#include "indexer/commit/tally.h"

namespace dateline::indexer {

namespace fs = std::filesystem;

namespace {

/// An interval of docids, its ends included; empty when the first is above the last.
struct Interval {
  index::Docid first = 1;
  index::Docid last = 0;
  bool has(index::Docid docid) const { return docid >= first && docid <= last; }
};

/// The last segments that are written again with what comes: about as many articles as so many bytes were
/// before.
Interval absorbed(const index::Manifest& live, std::uint64_t bytes) {
  const index::IndexCounts& counts = live.counts;
  const std::uint64_t bytes_each = counts.input_bytes / std::max<std::uint64_t>(counts.articles, 1);
  const std::uint64_t incoming = std::max<std::uint64_t>(bytes / std::max<std::uint64_t>(bytes_each, 1), 1);
  std::vector<SegmentSize> sizes;
  for (const index::SegmentInfo& segment : live.segments) sizes.push_back({segment.living(), segment.dead});
  const std::size_t count = segments_to_absorb(sizes, incoming);
  if (count == 0) return {live.next_docid, live.next_docid - 1};
  return {live.segments[live.segments.size() - count].first, live.segments.back().last};
}

/// True when two articles are stored as the same bytes: place in the file, dates and all.
bool stored_alike(const Article& a, const Article& b) {
  std::string bytes_a;
  std::string bytes_b;
  index::encode_article(a, bytes_a);
  index::encode_article(b, bytes_b);
  return bytes_a == bytes_b;
}

/// What became of articles below `end`: those that were dropped, and those with other captures or another
/// group than before.
ChangedArticles changed_below(index::Docid end, const BuildReport& report, const Registry& registry,
                              const index::Columns& columns) {
  ChangedArticles out(columns);
  for (const Registry::Captures& article : registry.captures()) {
    if (article.docid < end) out.set_captures(article);
  }
  for (const Placed& placed : report.regrouped) {
    if (placed.docid < end) out.set_group(placed);
  }
  for (const index::Docid docid : report.dropped) {
    if (docid < end) out.drop(docid);
  }
  return out;
}

/// What an addition inverts in memory: as much as a few segments that it takes in need, more only where more
/// comes.
constexpr std::uint64_t kInvertingBytes = std::uint64_t{96} << 20;

/// An addition to an index that is there.
class Addition {
 public:
  Addition(const BuildOptions& options, Commit& commit, index::IndexReader reader, IndexState state)
      : options_(options), commit_(commit), reader_(std::move(reader)), state_(std::move(state)) {}

  Result<UpdateReport> run(std::istream& standard_input) {
    InputList inputs = list_inputs(options_.inputs, options_.format, options_.leave_out);
    if (Status taken = take_supplements(inputs, options_.supplements); !taken) return fail(taken.error());
    const std::uint64_t reading = reading_of(options_);
    ChangedFiles files = changed_files(inputs.files, reading, state_.files);
    out_.files_read = files.read.size();
    out_.files_unchanged = files.unchanged;
    out_.files_changed = files.changed;
    out_.changed = (!files.read.empty() || !options_.gone.empty()) && !options_.dry_run;
    inputs.files = std::move(files.read);
    inputs.bytes = files.bytes;
    options_.inverting_bytes =
        std::min<std::uint64_t>(options_.memory_bytes, std::max(kInvertingBytes, inputs.bytes));
    read_ = register_files(inputs.files, reading, state_.files);
    state_.registry.withdraw(files.withdrawn, unchanged());
    withdrawn_ = std::move(files.withdrawn);
    if (!out_.changed) {
      const index::Docid first = commit_.next().next_docid;
      index::ColumnsBuilder columns(first);
      if (Status done = read_inputs(inputs, standard_input, *make_null_builder(), columns, first); !done)
        return fail(done.error());
      count({});
      return std::move(out_);
    }
    if (Status done = write(inputs, standard_input); !done) return fail(done.error());
    return std::move(out_);
  }

 private:
  Status read_inputs(InputList& inputs, std::istream& standard_input, IndexBuilder& builder,
                     index::ColumnsBuilder& columns, index::Docid first) {
    PipelineOptions pipeline = pipeline_options(options_, inputs);
    const std::unique_ptr<BatchSource> source =
        make_file_source(std::move(inputs), grouped_ ? grouped_->standard_input() : standard_input);
    if (grouped_) pipeline.group_names = &grouped_->names();
    pipeline.files = &state_.files;
    pipeline.dictionary = reader_->dictionary();
    pipeline.first_docid = first;
    pipeline.ledger = history_.get();
    pipeline.before = &*reader_;
    Result<BuildReport> report = run_pipeline(*source, builder, columns, state_.registry, pipeline);
    if (!report) return fail(report.error());
    out_.build = std::move(*report);
    return {};
  }

  /// The counts of the index after the run, in which the articles of `absorbed` were counted again.
  void count(Interval absorbed) {
    index::IndexCounts& counts = commit_.next().counts;
    for (const index::Docid docid : out_.build.dropped) {
      if (!absorbed.has(docid)) take_out(reader_->columns(), docid, counts);
    }
    for (index::Docid docid = absorbed.first; docid <= absorbed.last; ++docid) {
      if (reader_->columns().is_living(docid)) take_out(reader_->columns(), docid, counts);
    }
    add_run(out_.build, counts);
    counts.groups = state_.registry.groups();
    report_index(counts, out_.build);
  }

  Status write(InputList& inputs, std::istream& standard_input) {
    index::Manifest& next = commit_.next();
    const Interval old =
        inputs.files.empty() ? Interval{next.next_docid, next.next_docid - 1} : absorbed(next, inputs.bytes);
    Result<NewSegment> segment = NewSegment::begin(commit_, options_, old.first);
    if (!segment) return fail(segment.error());
    auto history = begin_ledger(commit_, options_, segment->folder(), state_.registry.last_docid());
    if (!history) return fail(history.error());
    history_ = std::move(*history);
    index::Changes before = commit_.changes();
    if (options_.serve_values) {
      if (Status known = group_input(inputs, standard_input, segment->folder()); !known) return known;
      ChangedArticles moved(reader_->columns());
      for (const Placed& placed : grouped_->groups()) {
        if (placed.docid < next.next_docid) moved.set_group(placed);
      }
      before.apply(moved.changes());
    }
    if (Status done = segment->add_stored(*reader_, old.first, old.last, before, options_); !done)
      return done;
    segment->builder().leave_room(state_.registry.memory_bytes() + segment->columns().memory_bytes());
    if (Status done =
            read_inputs(inputs, standard_input, segment->builder(), segment->columns(), segment->first());
        !done) {
      return done;
    }
    add_notice(out_.build, segment->notice());
    // Without a hash the file counts as changed the next time too.
    std::erase_if(read_, [&](std::uint32_t file) {
      return std::binary_search(out_.build.kept_files.begin(), out_.build.kept_files.end(), file);
    });
    const std::uint64_t articles = out_.build.articles;
    const index::Docid first_new = next.next_docid;
    count(old);
    commit_.changes().apply(
        changed_below(old.first, out_.build, state_.registry, reader_->columns()).changes());
    commit_.take_out(old.first, old.last);
    if (articles > 0 || next.segments.empty()) {
      if (Status done = put(*segment, old); !done) return done;
    } else {
      hash_files(state_.files, read_, worker_count(options_.threads));
    }
    if (Status done = clean(); !done) return done;
    if (Status done = write_state(commit_, options_, out_.build, state_); !done) return done;
    if (Status done = write_ledger(commit_, options_, *history_, &*reader_); !done) return done;
    Undo undo{out_.build.dropped,
              changed_below(first_new, out_.build, state_.registry, reader_->columns()).before()};
    if (Status done = write_past(commit_, *reader_, std::move(undo)); !done) return done;
    if (is_stopped(options_)) return fail(interrupted());
    reader_.reset();  // so that the old segments can go
    const Result<std::string> published = commit_.publish();
    if (!published) return fail(published.error());
    const index::Manifest& now = *commit_.folder().live();
    out_.build.index_bytes = now.bytes();
    add_notice(out_.build, *published);
    if (now.segments.size() > kMaxSegments) {
      add_notice(out_.build, fmt::format("the index has {} segments, which makes searches slower: run "
                                         "'dateline-index merge' when there is time",
                                         now.segments.size()));
    }
    return {};
  }

  Status put(NewSegment& segment, Interval old) {
    index::Manifest& next = commit_.next();
    const index::Docid last = std::max(out_.build.last_docid, old.first);
    if (options_.serve_values && next.segments.empty()) {
      Result<ServeState> serve = serve_state_of(options_.index, next);
      if (!serve) return fail(serve.error());
      if (!options_.names.empty()) serve->names = options_.names;
      if (serve->dictionary.empty() && out_.build.dictionary)
        serve->dictionary = out_.build.dictionary->bytes();
      set_serve_metadata(segment.builder(), *serve, commit_, next.counts, segment.first(), last);
    }
    Result<index::SegmentInfo> written = finish(segment, last, read_, state_.files);
    if (!written) return fail(written.error());
    std::uint64_t again = 0;
    for (index::Docid docid = old.first; docid <= old.last; ++docid)
      again += reader_->columns().is_living(docid);
    for (const index::Docid docid : out_.build.dropped) again -= old.has(docid);
    next.next_docid = last + 1;
    next.written_articles += written->articles;
    next.added_articles += written->articles - again;
    out_.rewritten += again;
    commit_.put(std::move(*written));
    return {};
  }

  /// Reads the groups of the input from it, before it is read to be written.
  Status group_input(const InputList& inputs, std::istream& standard_input, const fs::path& folder) {
    Result<IndexState> first = read_state(options_.index, commit_.next());
    if (!first) return fail(first.error());
    register_files(inputs.files, reading_of(options_), first->files);
    first->registry.withdraw(withdrawn_, unchanged());
    auto grouped = GroupedInput::read(options_, inputs, standard_input, folder, std::move(*first));
    if (!grouped) return fail(grouped.error());
    grouped_ = std::move(*grouped);
    return {};
  }

  Registry::IsUnchanged unchanged() const {
    return [this](std::uint32_t docid, const Article& article) {
      const Result<Article> stored = reader_->article(docid);
      return stored && stored_alike(*stored, article);
    };
  }

  /// Writes segments anew of which too much is dead now, as far as an addition may, and those in whose
  /// documents stands a group that is another one now.
  Status clean() {
    std::uint64_t left = work_bound(out_.build.added);
    left -= std::min(left, out_.rewritten);
    const std::vector<index::SegmentInfo> segments = commit_.next().segments;
    for (const index::SegmentInfo& segment : segments) {
      const std::uint64_t dead = commit_.changes().count_dead(segment.first, segment.last);
      const SegmentSize size{segment.articles - dead, dead};
      if (size.articles == 0) continue;
      const bool is_stale = options_.serve_values && has_moved(commit_.changes(), segment);
      if (!is_stale && (!needs_cleaning(size) || size.articles > left)) continue;
      left -= std::min(left, size.articles);
      const Result<std::uint64_t> written =
          merge_segments(commit_, *reader_, options_, segment.first, segment.last);
      if (!written) return fail(written.error());
      out_.rewritten += *written;
    }
    return {};
  }

  BuildOptions options_;
  Commit& commit_;
  std::optional<index::IndexReader> reader_;  ///< none any more when the new state is published
  IndexState state_;
  std::unique_ptr<LedgerRecorder> history_;  ///< null while nothing is written
  std::optional<GroupedInput> grouped_;      ///< where documents name their groups
  std::vector<bool> withdrawn_;              ///< by number of the file
  std::vector<std::uint32_t> read_;          ///< numbers of the files whose hashes are to be known
  UpdateReport out_;
};

}  // namespace

Result<UpdateReport> add_to_index(const BuildOptions& given, std::istream& standard_input) {
  BuildOptions options = given;
  const Result<bool> there = index::has_index(options.index);
  if (!there) return fail(there.error());
  if (!*there) {
    Result<BuildReport> built = build_index(options, standard_input);
    if (!built) return fail(built.error());
    UpdateReport out;
    out.build = std::move(*built);
    out.files_read = out.build.files;
    out.changed = !options.dry_run;
    return out;
  }
  Result<Commit> commit = Commit::change(options.index);
  if (!commit) return fail(commit.error());
  commit->date(options.now);
  options.serve_values = has_serve_values(commit->next());
  Result<index::IndexReader> reader = index::IndexReader::open(options.index);
  if (!reader) return fail(reader.error());
  if (const Status sound = reader->columns().verify(); !sound) return fail(sound.error());
  Result<IndexState> state = read_state(options.index, commit->next());
  if (!state) return fail(state.error());
  return Addition(options, *commit, std::move(*reader), std::move(*state)).run(standard_input);
}

}  // namespace dateline::indexer
