#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "common/index/index_reader.h"
#include "common/ledger/content_root.h"
#include "common/result.h"

namespace dateline::indexer {

/// Keeps up with what an index holds while a commit adds documents and drops them. Not thread-safe.
class ContentTally {
 public:
  ContentTally() = default;
  /// `last_docid` is the last one of the index before; new ones follow it.
  explicit ContentTally(std::uint32_t last_docid) : last_docid_(last_docid) {}

  bool is_of_before(std::uint32_t docid) const { return docid <= last_docid_; }
  /// A new document, with the hash of its text.
  void add(std::uint32_t docid, std::uint64_t id, std::uint64_t text);
  /// A document is not in the index any more; one of the index before may be named twice.
  void drop(std::uint32_t docid);

  /// Of the documents that were added, where the index has no others.
  const ledger::ContentRoot& added() const { return added_; }
  /// Of the index after the commit: `root` was its content root before, `before` reads what was dropped of
  /// it.
  Result<ledger::ContentRoot> after(const ledger::ContentRoot& root, const index::IndexReader& before);

  std::size_t memory_bytes() const { return by_docid_.capacity() * sizeof(by_docid_[0]); }

 private:
  std::uint32_t last_docid_ = 0;
  ledger::ContentRoot added_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> by_docid_;  ///< id and text of new documents
  std::vector<std::uint32_t> dropped_;                             ///< docids of the index before
};

}  // namespace dateline::indexer
