#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace dateline::indexer::glass {

/// Appends the tag of a position list: the last position as a varint, then with two or more positions an
/// interpolative code of the others. `positions` is not empty and strictly increasing.
void append_position_list(std::string& out, std::span<const std::uint32_t> positions);

}  // namespace dateline::indexer::glass
