#pragma once

#include <map>
#include <vector>

#include "common/index/changes.h"
#include "common/index/columns.h"
#include "common/index/manifest.h"
#include "indexer/identity/copy_groups.h"
#include "indexer/identity/registry.h"

namespace dateline::indexer {

/// Collects what becomes of articles that lie in segments which stay as they are.
class ChangedArticles {
 public:
  /// `columns` are those of the index before.
  explicit ChangedArticles(const index::Columns& columns) : columns_(columns) {}

  void set_captures(const Registry::Captures& article);
  void set_group(const Placed& placed);
  void drop(index::Docid docid);

  /// What is not as the columns have it; docids ascend.
  std::vector<index::Change> changes() const;
  /// The same articles as they were, those that live on; docids ascend.
  std::vector<index::Change> before() const;

 private:
  index::Change before(index::Docid docid) const;
  index::Change& change(index::Docid docid);

  const index::Columns& columns_;
  std::map<index::Docid, index::Change> changes_;
};

/// Whether an article of a segment stands in another group than was written there.
bool has_moved(const index::Changes& changes, const index::SegmentInfo& segment);

}  // namespace dateline::indexer
