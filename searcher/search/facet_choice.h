#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "searcher/search/request.h"

namespace dateline::search {

/// count, value or -value.
std::optional<FacetOrder> find_facet_order(std::string_view name);
std::string_view name(FacetOrder order);

/// Adds a facet as a person writes it to those that a request counts: its name, or name:order. A Usage error
/// says which facets or orders there are; the request is then as it was.
Status add_facet(std::string_view written, SearchRequest& request);

/// The names of all facets, in columns or not.
std::vector<std::string> all_facet_names();

/// What may be typed for a facet: all names, and where `typed` is one with a colon, that one in each order.
std::vector<std::string> facet_candidates(std::string_view typed);

}  // namespace dateline::search
