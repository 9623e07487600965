#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/search/request.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// A line of the facets of an answer.
struct FacetRow {
  std::string_view field;  ///< "source"; a name of a facet
  std::string label;
  std::string filter;  ///< that leaves only these articles: "source=kcna.kp-en"; empty when there is none
  std::uint64_t count = 0;
  bool selected = false;
};

/// Every line, facet by facet, in the order in which `facets_text` prints them. `filters` are those of the
/// request.
std::vector<FacetRow> facet_rows(const search::SearchResponse& response,
                                 const std::vector<std::string>& filters);

/// The lines as tables with bars. `numbered` puts f1, f2 … before those that have a filter, counted over all
/// facets, so that a person may name them.
std::string facets_text(const std::vector<FacetRow>& rows, const Style& style, bool numbered);

}  // namespace dateline::show
