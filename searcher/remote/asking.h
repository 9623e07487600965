#pragma once

#include <cstdint>
#include <vector>

#include <xapian.h>

#include "common/index/serve_values.h"
#include "searcher/remote/remote_facets.h"

/// The two questions that are put to all shards at once. Both throw what Xapian throws, and
/// std::runtime_error where what comes back cannot be right.
namespace dateline::remote {

/// A search of `query` that weighs nothing.
Xapian::Enquire unweighted(const Xapian::Database& database, const Xapian::Query& query);

/// How many articles a query finds, exactly; `counter` counts what they have in their slots.
std::uint64_t count_articles(const Xapian::Database& database, const Xapian::Query& query,
                             const FacetCounter* counter = nullptr);

/// The exact number of articles of a search that looked at all of them. An error where it is none.
std::uint64_t total_of(const Xapian::MSet& mset);

/// A place in the order of all shards.
struct Placed {
  Xapian::docid docid = 0;
  double score = 0;
  index::SortKey key;
};

/// Hits in their order, of a search that sorts by kOldestSlot (`oldest`) or kNewestSlot.
std::vector<Placed> placed_of(const Xapian::MSet& mset, bool oldest);

}  // namespace dateline::remote
