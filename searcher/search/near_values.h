#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/columns.h"

namespace dateline::search {

/// Values of a facet that were probably meant by one that no article has, the likeliest first: those that
/// differ in capital letters or in how a publisher's name is written, those that begin with it or hold it,
/// and those a few letters away. Cost: O(values of the facet). Thread-safe.
std::vector<std::string> near_values(const index::Columns& columns, index::Facet facet,
                                     std::string_view value, std::size_t most);

}  // namespace dateline::search
