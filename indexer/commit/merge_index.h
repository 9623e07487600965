#pragma once

#include <cstdint>

#include "common/index/index_reader.h"
#include "common/result.h"
#include "indexer/commit/build_index.h"
#include "indexer/commit/commit.h"
#include "indexer/commit/stored_articles.h"

namespace dateline::indexer {

/// Writes all living articles of the segments from `first` to `last`, which are neighbours, into one segment,
/// which takes their place in the next manifest. `reader` is of the live index. Gives their number.
Result<std::uint64_t> merge_segments(Commit& commit, const index::IndexReader& reader,
                                     const BuildOptions& options, index::Docid first, index::Docid last,
                                     Repacking repacking = {});

struct MergeReport {
  bool changed = false;  ///< false: there was nothing to merge
  std::uint64_t segments_before = 0;
  std::uint64_t segments = 0;
  std::uint64_t dead_before = 0;  ///< articles that were still stored
  std::uint64_t dead = 0;
  std::uint64_t written = 0;  ///< articles
  std::uint64_t index_bytes = 0;
  std::string notice;
};

/// Merges what additions have left (merge_policy.h); with `clean` everything into one segment without dead
/// articles, as a build makes it, and with `serve_values` with these, which an index that has them keeps in
/// any case. In one step, as add_to_index; docids stay. Of the options, `index`, `threads`, `builder`,
/// `memory_bytes`, `verify`, `serve_values` and `stop` count.
Result<MergeReport> merge_index(const BuildOptions& options, bool clean);

}  // namespace dateline::indexer
