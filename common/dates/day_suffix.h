#pragma once

#include "common/dates/token_stream.h"

namespace dateline::dates {

/// "of the lunar year", "del calendario lunar" … at `i`, behind a month and day: the index behind it, else 0.
std::size_t lunar_suffix(const TokenStream& s, std::size_t i);

/// Whether the month and day whose tokens are [begin, end) are part of a name: "June 15 joint declaration",
/// "April 25 House of Culture", "4월25일문화회관".
bool names_something(const TokenStream& s, std::size_t begin, std::size_t end);

}  // namespace dateline::dates
