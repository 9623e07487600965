#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/index/docid.h"

namespace dateline::index {

/// The posting list of a term (or of several that count as one) in memory: as many docids (ascending) as
/// counts. A value, 6 bytes a posting.
struct Postings {
  std::vector<Docid> docids;
  std::vector<std::uint16_t> wdfs;  ///< occurrences in the article; more than 65,535 are that many

  void add(Docid docid, std::uint32_t wdf);
  /// Occurrences in an article, 0 when it has none.
  std::uint16_t wdf(Docid docid) const;
  /// The same for ascending docids: `from` (0 at first) is where the search goes on.
  std::uint16_t wdf_from(Docid docid, std::size_t& from) const;
  std::size_t bytes() const { return docids.size() * 6 + sizeof(Postings); }
};

/// The articles of either, with the occurrences of both.
Postings joined(const Postings& a, const Postings& b);

}  // namespace dateline::index
