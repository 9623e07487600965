#include "tests/searcher/search/segmented_index.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

#include "common/dates/day.h"
#include "common/index/columns_builder.h"
#include "common/index/files.h"
#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/manifest.h"
#include "common/index/schema.h"
#include "indexer/pipeline/document_maker.h"
#include "indexer/writer/bulk_builder.h"

namespace dateline::testing {
namespace {

namespace fs = std::filesystem;

void check(const Status& status) {
  if (!status) throw std::runtime_error(status.error().what);
}
template <class T>
T check(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().what);
  return std::move(*result);
}

std::uint32_t number_of(const std::optional<dates::Day>& day) {
  return day ? static_cast<std::uint32_t>(dates::to_yyyymmdd(*day)) : 0;
}

index::SegmentInfo write_segment(const fs::path& folder, const StoredSegment& segment) {
  fs::create_directories(folder);
  index::SegmentInfo out;
  out.name = folder.filename().string();
  out.first = segment.first;
  out.last = segment.last;
  index::ColumnsBuilder columns(segment.first);
  {
    indexer::BulkOptions options;
    options.directory = folder;
    options.scratch = folder / "scratch";
    options.memory_bytes = std::size_t{1} << 22;
    options.verify = false;
    const auto builder = check(indexer::BulkBuilder::create(std::move(options)));
    indexer::DocumentMaker maker;
    indexer::IndexDocument document;
    text::AnalysisCounts ignored;
    for (const StoredArticle& stored : segment.articles) {
      const std::uint32_t words = maker.make(stored.article, document, ignored);
      check(builder->add(0, stored.docid, document));
      indexer::add_columns(stored.article, stored.docid, columns);
      columns.set_group(stored.docid, stored.group, stored.article.body_hash);
      columns.set(index::NumberColumn::kWords, stored.docid, words);
      columns.set(index::NumberColumn::kCaptures, stored.docid, stored.article.captures);
      columns.set(index::NumberColumn::kFirstCaptured, stored.docid,
                  number_of(stored.article.first_captured));
    }
    builder->set_metadata(index::kMetaSchema, std::to_string(index::kSchemaVersion));
    builder->set_metadata(index::kMetaAnalyzer, index::analyzer_tag());
    out.articles = check(builder->finish()).documents;
  }
  fs::remove_all(folder / "scratch");
  check(columns.write(folder / index::kColumnsFile, segment.last));
  out.files = check(index::describe_segment(folder));
  return out;
}

}  // namespace

void write_index(const fs::path& folder, const std::vector<StoredSegment>& segments,
                 const std::vector<index::Change>& changes, std::uint64_t generation) {
  fs::create_directories(folder);
  index::Changes all;
  all.apply(changes);
  index::Manifest manifest;
  manifest.schema = index::kSchemaVersion;
  manifest.analyzer = index::analyzer_tag();
  manifest.generation = generation;
  std::set<index::GroupNumber> groups;
  for (const StoredSegment& segment : segments) {
    const std::string name = index::segment_name(segment.first);
    // A segment that is there already stays as it is.
    if (fs::exists(folder / name)) {
      index::SegmentInfo known;
      known.name = name;
      known.first = segment.first;
      known.last = segment.last;
      known.articles = segment.articles.size();
      known.files = check(index::describe_segment(folder / name));
      manifest.segments.push_back(std::move(known));
    } else {
      manifest.segments.push_back(write_segment(folder / name, segment));
    }
    index::SegmentInfo& info = manifest.segments.back();
    info.dead = all.count_dead(segment.first, segment.last);
    manifest.counts.articles += info.living();
    for (const StoredArticle& stored : segment.articles) {
      const index::Change* change = all.find(stored.docid);
      if (change != nullptr && change->is_dead()) continue;
      groups.insert(stored.group);
      manifest.counts.source_names[stored.article.source.slug] = stored.article.source.name;
    }
  }
  manifest.counts.groups = groups.size();
  manifest.next_docid = segments.back().last + 1;
  manifest.next_number = std::uint64_t{manifest.next_docid} + generation + 1;
  if (!all.empty()) {
    const std::string name = index::state_file_name(index::kChangesRole, manifest.next_docid + generation);
    check(index::write_file_synced(folder / name, {index::to_bytes(all)}));
    manifest.state.emplace(index::kChangesRole, check(index::describe_file(folder / name)));
  }
  check(index::write_file_synced(folder / index::kManifestFile, {index::to_text(manifest)}));
}

}  // namespace dateline::testing
