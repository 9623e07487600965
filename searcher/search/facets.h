#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/index/columns.h"
#include "common/index/schema.h"
#include "searcher/search/match_set.h"

namespace dateline::search {

/// One value of a facet that hits must have, or a range of values (facet_range.h). An empty value is "none":
/// the article has no value.
struct FacetFilter {
  index::Facet facet = index::Facet::kSource;
  std::string value;
  bool operator==(const FacetFilter&) const = default;
};

enum class FacetOrder : std::uint8_t {
  kCount,      ///< the largest first, equal counts by value
  kValue,      ///< ascending; numbers by size
  kValueDown,  ///< descending
};

/// What facets count. A group of copies counts once for each value that any of its articles has.
enum class FacetUnit : std::uint8_t { kArticles, kGroups };

struct FacetRequest {
  index::Facet facet = index::Facet::kSource;
  std::size_t limit = 10;  ///< values to return; 0 = all
  FacetOrder order = FacetOrder::kCount;
};

struct FacetValue {
  std::string value;
  std::uint64_t count = 0;  ///< articles, or groups of copies
  bool selected =
      false;  ///< a filter asks for it; such values are returned whatever the limit, even with count 0
  bool operator==(const FacetValue&) const = default;
};

struct FacetResult {
  index::Facet facet = index::Facet::kSource;
  std::vector<FacetValue> values;  ///< in the order asked for
  std::uint64_t others = 0;        ///< sum of the counts of values that are not returned
  std::uint64_t other_values = 0;  ///< number of those values
  std::uint64_t none = 0;          ///< articles without a value
  std::uint64_t articles = 0;      ///< over which this facet is counted: without its own filters
};

struct FacetAnswer {
  MatchSet matches;  ///< articles that pass all filters
  std::vector<FacetResult> facets;
};

/// The values of the index that a filter asks for, by ordinal, ascending; 0 stands for none.
std::vector<std::uint32_t> chosen_ordinals(const FacetFilter& filter, const index::Columns& columns);

/// Filters `base` and counts facets over it, exactly and in one pass. Several filters of one facet are
/// alternatives, filters of different facets must all hold. Each facet is counted without its own filters, so
/// that the values one could choose instead are seen too (multi-select). For a facet of several values in an
/// article (flag), `others` can be larger than the number of articles. Cost: O(base * (facets + filters) +
/// distinct values). Thread-safe.
FacetAnswer count_facets(const MatchSet& base, const index::Columns& columns,
                         const std::vector<FacetFilter>& filters, const std::vector<FacetRequest>& requests,
                         FacetUnit unit = FacetUnit::kArticles);

}  // namespace dateline::search
