#pragma once

#include <filesystem>
#include <string>

#include "common/index/manifest.h"
#include "common/index/serve_values.h"
#include "common/result.h"
#include "indexer/commit/commit.h"
#include "indexer/writer/index_builder.h"

/// An index with what stock servers of Xapian need (common/index/serve_values.h). They see one database, so
/// what belongs to all segments stands in the metadata of a segment that is the whole index.
namespace dateline::indexer {

/// Whether an index has them.
bool has_serve_values(const index::Manifest& manifest);

/// The part that an index with them is. An Index error when the file is missing or damaged.
Result<index::ShardName> shard_name_of(const std::filesystem::path& index, const index::Manifest& manifest);

/// What belongs to an index as a whole, as the bytes of its state files; empty where it has none.
struct ServeState {
  std::string dictionary;
  std::string names;
  index::ShardName shard;
};
/// That of an index as it is.
Result<ServeState> serve_state_of(const std::filesystem::path& index, const index::Manifest& manifest);

/// Puts it into the metadata of a segment that becomes the whole of the index: all articles from `first` to
/// `last`, counted as `next` says. Before the builder is finished.
void set_serve_metadata(IndexBuilder& builder, const ServeState& state, const Commit& commit,
                        const index::IndexCounts& counts, index::Docid first, index::Docid last);

/// Notes in the next manifest that all segments have the values.
Status note_serve_values(Commit& commit, const index::ShardName& shard);

}  // namespace dateline::indexer
