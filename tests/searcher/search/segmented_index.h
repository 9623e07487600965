#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "common/article.h"
#include "common/index/changes.h"
#include "common/index/docid.h"

namespace dateline::testing {

/// An article as a segment was written with it.
struct StoredArticle {
  index::Docid docid = 0;
  index::GroupNumber group = 0;
  Article article;
};

/// What goes into one segment: articles in the order of their docids, which lie between these.
struct StoredSegment {
  index::Docid first = 1;
  index::Docid last = 0;
  std::vector<StoredArticle> articles;
};

/// Writes the folder of an index that consists of these segments, without the code that adds to an index.
/// Groups have the name of their text. Throws std::runtime_error.
void write_index(const std::filesystem::path& folder, const std::vector<StoredSegment>& segments,
                 const std::vector<index::Change>& changes, std::uint64_t generation = 1);

}  // namespace dateline::testing
