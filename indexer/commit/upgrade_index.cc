#include "indexer/commit/upgrade_index.h"

#include <optional>
#include <utility>

#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "indexer/commit/build_steps.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/merge_index.h"

namespace dateline::indexer {

Result<UpgradeReport> upgrade_index(const BuildOptions& options) {
  Result<Commit> commit = Commit::upgrade(options.index);
  if (!commit) return fail(commit.error());
  commit->date(options.now);
  const index::Manifest live = commit->next();
  UpgradeReport out;
  out.schema_before = live.schema;
  out.analyzer_before = live.analyzer;
  out.index_bytes = live.bytes();
  if (live.schema == index::kSchemaVersion && live.analyzer == index::analyzer_tag()) return out;
  Result<index::IndexReader> opened = index::IndexReader::open_to_upgrade(options.index);
  if (!opened) return fail(opened.error());
  if (const Status sound = opened->columns().verify(); !sound) return fail(sound.error());
  std::optional<index::IndexReader> reader = std::move(*opened);
  const Result<std::uint64_t> written =
      merge_segments(*commit, *reader, options, live.segments.front().first, live.segments.back().last);
  if (!written) return fail(written.error());
  if (is_stopped(options)) return fail(interrupted());
  reader.reset();  // so that the old segments can go
  Result<std::string> published = commit->publish();
  if (!published) return fail(published.error());
  out.changed = true;
  out.written = *written;
  out.index_bytes = commit->folder().live()->bytes();
  out.notice = std::move(*published);
  return out;
}

}  // namespace dateline::indexer
