#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dateline::indexer::glass {

/// Room that put_position_list() needs for so many positions.
constexpr std::size_t position_list_bound(std::size_t count) { return 16 + 5 * count; }

/// Puts the tag of a position list: the last position as a varint, then with two or more positions an
/// interpolative code of the others. `positions` is not empty and strictly increasing. Returns the end; bytes
/// behind it, up to the bound, may be overwritten.
char* put_position_list(char* out, std::span<const std::uint32_t> positions);

}  // namespace dateline::indexer::glass
