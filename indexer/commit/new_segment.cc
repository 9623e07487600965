#include "indexer/commit/new_segment.h"

#include <system_error>
#include <utility>

#include "common/index/columns.h"
#include "common/index/schema.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/stored_articles.h"
#include "indexer/writer/choose_builder.h"

namespace dateline::indexer {

namespace fs = std::filesystem;

Result<NewSegment> NewSegment::begin(Commit& commit, const BuildOptions& options, index::Docid first) {
  NewSegment out;
  Result<fs::path> folder = commit.folder().new_segment();
  if (!folder) return fail(folder.error());
  out.folder_ = std::move(*folder);
  Result<ChosenBuilder> chosen = choose_builder(options.builder, bulk_options(options, out.folder_));
  if (!chosen) return fail(chosen.error());
  out.builder_ = std::move(chosen->builder);
  out.notice_ = std::move(chosen->notice);
  out.first_ = first;
  out.columns_ = index::ColumnsBuilder(first);
  return out;
}

Status NewSegment::add_stored(const index::IndexReader& reader, index::Docid first, index::Docid last,
                              const index::Changes& changes, const BuildOptions& options,
                              Repacking repacking) {
  // No damage is carried on. Every writer has compared the columns when it began, so nothing is read again.
  if (Status sound = reader.columns().verify(); !sound) return sound;
  columns_.load(reader.columns(), first, last);
  std::vector<index::Docid> docids;
  for (index::Docid docid = first; docid <= last; ++docid) {
    if (!reader.columns().is_living(docid)) continue;
    const index::Change* change = changes.find(docid);
    if (change != nullptr && change->is_dead()) {
      columns_.clear(docid);
      continue;
    }
    docids.push_back(docid);
    if (change == nullptr) continue;
    columns_.set(index::NumberColumn::kCaptures, docid, change->captures);
    columns_.set(index::NumberColumn::kFirstCaptured, docid, change->first_captured);
    if (change->group != 0) columns_.set_group(docid, change->group, change->group_name);
  }
  builder_->leave_room(columns_.memory_bytes());
  return StoredArticles(reader.folder(), std::move(docids), *builder_, options.stop,
                        options.serve_values ? &changes : nullptr, std::move(repacking))
      .run(worker_count(options.threads));
}

Result<index::SegmentInfo> NewSegment::finish(index::Docid last) {
  builder_->set_metadata(index::kMetaSchema, std::to_string(index::kSchemaVersion));
  builder_->set_metadata(index::kMetaAnalyzer, index::analyzer_tag());
  Result<BuildCounts> counts = builder_->finish();
  builder_.reset();
  if (!counts) return fail(counts.error());
  counts_ = std::move(*counts);
  std::error_code ignored;
  fs::remove_all(folder_ / "scratch", ignored);
  if (Status written = columns_.write(folder_ / index::kColumnsFile, last); !written)
    return fail(written.error());
  columns_ = {};
  index::SegmentInfo out;
  out.name = folder_.filename().string();
  out.first = first_;
  out.last = last;
  out.articles = counts_.documents;
  Result<std::vector<index::FileInfo>> files = index::describe_segment(folder_);
  if (!files) return fail(files.error());
  out.files = std::move(*files);
  return out;
}

}  // namespace dateline::indexer
