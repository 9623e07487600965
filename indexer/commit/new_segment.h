#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/index/columns_builder.h"
#include "common/index/index_reader.h"
#include "common/index/manifest.h"
#include "common/result.h"
#include "indexer/commit/build_index.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/stored_articles.h"
#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

/// A segment while it is made: its builder and its columns. Goes before the commit that it belongs to.
class NewSegment {
 public:
  /// Makes its folder; `first`: the lowest docid that it may hold.
  static Result<NewSegment> begin(Commit& commit, const BuildOptions& options, index::Docid first);

  const std::filesystem::path& folder() const { return folder_; }
  index::Docid first() const { return first_; }
  IndexBuilder& builder() { return *builder_; }
  index::ColumnsBuilder& columns() { return columns_; }
  /// Why the builder is not the wanted one; empty when it is.
  const std::string& notice() const { return notice_; }

  /// Adds all living articles of an interval of docids as they are stored, with their docids and columns, on
  /// all threads. To be called first. `changes` are those of `reader` or later ones.
  Status add_stored(const index::IndexReader& reader, index::Docid first, index::Docid last,
                    const index::Changes& changes, const BuildOptions& options, Repacking repacking = {});

  /// Writes and syncs all files; `last`: the highest docid that it may hold. Then the builder is gone.
  Result<index::SegmentInfo> finish(index::Docid last);
  /// Of finish().
  const BuildCounts& counts() const { return counts_; }

 private:
  NewSegment() = default;

  std::filesystem::path folder_;
  index::Docid first_ = 1;
  std::unique_ptr<IndexBuilder> builder_;
  index::ColumnsBuilder columns_;
  std::string notice_;
  BuildCounts counts_;
};

}  // namespace dateline::indexer
