#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/index/schema.h"
#include "searcher/search/facets.h"

/// Facets by the values in the slots of serve_values.h, counted on the servers.
namespace dateline::remote {

/// Articles by value of a slot, as the servers count them.
using ValueCounts = std::map<std::string, std::uint64_t>;

/// Counts the values of the slots of some facets over the matches of a query, each slot once. Give it to
/// `count_articles`, and read it after. Throws std::runtime_error when a shard sends more than
/// SizeLimits::kValues.
class FacetCounter {
 public:
  void want(index::Facet facet);
  bool empty() const { return spies_.empty(); }
  void add_to(Xapian::Enquire& enquire) const;
  /// Of a facet that was wanted: the values of its slot as they are (serve_values.h).
  ValueCounts in_slot(index::Facet facet) const;
  /// Its values as facets have them, without "none".
  ValueCounts counts(index::Facet facet) const;
  /// Articles that have a value of it.
  std::uint64_t with_value(index::Facet facet) const;

 private:
  std::map<std::uint32_t, std::unique_ptr<Xapian::ValueCountMatchSpy>> spies_;  ///< by slot
};

/// The articles that pass one of several filters of the same facet. `values`: those that articles of any
/// shard have.
Xapian::Query facet_query(const std::vector<search::FacetFilter>& filters, const ValueCounts& values);

/// A facet as an answer shows it: `counts` over `articles` articles, of which `with_value` have one. `values`
/// is what all articles of the shards have, asked for where there are filters.
search::FacetResult facet_result(const search::FacetRequest& request, const ValueCounts& counts,
                                 std::uint64_t articles, std::uint64_t with_value,
                                 const std::vector<search::FacetFilter>& filters, const ValueCounts& values);

}  // namespace dateline::remote
