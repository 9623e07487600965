#include "indexer/commit/build_shards.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "common/counted.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/grouped_input.h"
#include "indexer/commit/serve.h"
#include "indexer/commit/shard_plan.h"
#include "indexer/commit/tally.h"

namespace dateline::indexer {

namespace fs = std::filesystem;

namespace {

/// Hands each document to the builder of its shard.
class ShardedBuilder final : public IndexBuilder {
 public:
  ShardedBuilder(const ShardPlan& plan, std::vector<IndexBuilder*> builders)
      : plan_(plan), builders_(std::move(builders)) {}

  Status add(int worker, std::uint32_t docid, const IndexDocument& document) override {
    const ShardPlan::Place place = plan_.place(docid);
    return builders_[place.shard]->add(worker, place.docid, document);
  }
  void drop(std::uint32_t docid) override {
    const ShardPlan::Place place = plan_.place(docid);
    if (place.docid != 0) builders_[place.shard]->drop(place.docid);
  }
  void leave_room(std::size_t bytes) override {
    for (IndexBuilder* builder : builders_) builder->leave_room(bytes / builders_.size());
  }
  Status shrink(int worker) override {
    for (IndexBuilder* builder : builders_) {
      if (Status shrunk = builder->shrink(worker); !shrunk) return shrunk;
    }
    return {};
  }
  void set_metadata(std::string_view, std::string_view) override {}
  Result<BuildCounts> finish() override { return BuildCounts{}; }

 private:
  const ShardPlan& plan_;
  std::vector<IndexBuilder*> builders_;
};

/// Names the set by its articles and how they are divided: the same for the same input.
class SetName {
 public:
  void add(std::uint64_t number) { name_ = XXH3_64bits_withSeed(&number, sizeof number, name_); }
  std::uint64_t name() const { return std::max<std::uint64_t>(name_, 1); }

 private:
  XXH64_hash_t name_ = 0;
};

struct Shard {
  Commit commit;
  NewSegment segment;
};

Result<std::vector<Shard>> begin_shards(const BuildOptions& options, const std::vector<fs::path>& folders) {
  BuildOptions own = options;
  own.memory_bytes = options.memory_bytes / folders.size();
  std::vector<Shard> shards;
  for (const fs::path& folder : folders) {
    Result<Commit> commit = Commit::replace(folder);
    if (!commit) return fail(commit.error());
    commit->date(options.now);
    Result<NewSegment> segment = NewSegment::begin(*commit, own, 1);
    if (!segment) return fail(segment.error());
    shards.push_back({std::move(*commit), std::move(*segment)});
  }
  return shards;
}

/// What the articles of a shard amount to. The records that gave no article of any shard count in the first.
BuildReport report_of(const index::ColumnsBuilder& columns, const BuildReport& all) {
  BuildReport out;
  count_articles(columns, out);
  for (const auto& [slug, articles] : out.by_source) {
    if (const auto name = all.source_names.find(slug); name != all.source_names.end())
      out.source_names.insert(*name);
  }
  out.records = columns.sum(index::NumberColumn::kCaptures);
  out.duplicates = out.records - out.articles;
  out.input_bytes = all.input_bytes / std::max<std::uint64_t>(all.articles, 1) * out.articles;
  return out;
}

void give_rest(const BuildReport& all, std::vector<BuildReport>& shards) {
  BuildReport& first = shards.front();
  const auto rest = [&](std::uint64_t BuildReport::*count) {
    std::uint64_t others = 0;
    for (auto shard = shards.begin() + 1; shard != shards.end(); ++shard) others += (*shard).*count;
    first.*count = all.*count - std::min(all.*count, others);
  };
  rest(&BuildReport::records);
  rest(&BuildReport::duplicates);
  rest(&BuildReport::input_bytes);
  first.rejected = all.rejected;
}

}  // namespace

fs::path shard_folder(const fs::path& index, unsigned number, unsigned count) {
  fs::path folder = index;
  if (!folder.has_filename()) folder = folder.parent_path();
  return folder.parent_path() /
         fmt::format("{}-{}-of-{}{}", folder.stem().string(), number, count, folder.extension().string());
}

Result<ShardsReport> build_shards(const BuildOptions& options, unsigned count, std::istream& standard_input) {
  ShardsReport out;
  for (unsigned number = 1; number <= count; ++number)
    out.folders.push_back(shard_folder(options.index, number, count));
  InputList inputs = list_inputs(options.inputs, options.format, options.leave_out);
  if (Status taken = take_supplements(inputs, options.supplements); !taken) return fail(taken.error());
  IndexState state;
  const std::vector<std::uint32_t> read = register_files(inputs.files, reading_of(options), state.files);
  PipelineOptions pipeline = pipeline_options(options, inputs);
  pipeline.files = &state.files;
  pipeline.serve_values = true;

  Result<std::vector<Shard>> begun = begin_shards(options, out.folders);
  if (!begun) return fail(begun.error());
  std::vector<Shard> shards = std::move(*begun);
  IndexState first;
  register_files(inputs.files, reading_of(options), first.files);
  auto grouped =
      GroupedInput::read(options, inputs, standard_input, shards.front().segment.folder(), std::move(first));
  if (!grouped) return fail(grouped.error());
  pipeline.group_names = &grouped->names();
  const std::unique_ptr<BatchSource> source = make_file_source(std::move(inputs), grouped->standard_input());
  ShardPlan plan(count);
  SetName set;
  pipeline.on_admit = [&](const Article& article, const Registry::Decision& decision) {
    plan.admit(decision.docid, grouped->name(decision.docid));
    set.add(article.id.value);
    set.add(article.body_hash);
  };
  set.add(count);
  std::vector<IndexBuilder*> builders;
  for (Shard& shard : shards) builders.push_back(&shard.segment.builder());
  ShardedBuilder builder(plan, std::move(builders));
  index::ColumnsBuilder columns;
  Result<BuildReport> report = run_pipeline(*source, builder, columns, state.registry, pipeline);
  if (!report) return fail(report.error());
  out.build = std::move(*report);

  std::vector<BuildReport> parts;
  for (unsigned i = 0; i < count; ++i) {
    shards[i].segment.columns().take(columns, plan.docids_of(i));
    parts.push_back(report_of(shards[i].segment.columns(), out.build));
    if (parts.back().articles > 0) continue;
    return fail(ErrorKind::kInput,
                fmt::format("{} {} too few for {} shards; nothing was written",
                            counted(out.build.articles, "article", "articles"),
                            out.build.articles == 1 ? "is" : "are", count),
                "build fewer shards, or one index without --shards");
  }
  columns = {};
  give_rest(out.build, parts);
  hash_files(state.files, read, worker_count(options.threads));
  ServeState serve{.dictionary = out.build.dictionary ? out.build.dictionary->bytes() : std::string(),
                   .names = options.names,
                   .shard = {.set = set.name(), .number = 0, .count = count}};
  for (unsigned i = 0; i < count; ++i) {
    auto& [commit, segment] = shards[i];
    serve.shard.number = i + 1;
    index::Manifest& next = commit.next();
    add_run(parts[i], next.counts);
    set_serve_metadata(segment.builder(), serve, commit, next.counts, 1, plan.last(i));
    Result<index::SegmentInfo> written = segment.finish(plan.last(i));
    if (!written) return fail(written.error());
    next.next_docid = plan.last(i) + 1;
    next.added_articles = next.written_articles = written->articles;
    commit.put(std::move(*written));
    if (Status done = note_serve_values(commit, serve.shard); !done) return fail(done.error());
    parts[i].dictionary = out.build.dictionary;
    if (Status done = write_common_state(commit, options, parts[i]); !done) return fail(done.error());
    const Registry::Part part{
        [docids = plan.docids_of(i)](std::uint32_t docid) { return docid == 0 ? 0 : docids[docid - 1]; },
        plan.last(i)};
    if (Status done = write_captures(commit, table_of(state, part)); !done) return fail(done.error());
    out.build.index_bytes += next.bytes();
  }
  if (is_stopped(options)) return fail(interrupted());
  for (unsigned i = 0; i < count; ++i) {
    const Result<std::string> published = shards[i].commit.publish();
    if (!published) {
      Error error = published.error();
      error.what = fmt::format("{}: {}", out.folders[i].string(), error.what);
      if (i > 0) error.hint = fmt::format("shards 1 to {} are new already; build again", i);
      return fail(std::move(error));
    }
    add_notice(out.build, shards[i].segment.notice());
    add_notice(out.build, *published);
  }
  return out;
}

}  // namespace dateline::indexer
