#pragma once

#include <string_view>

#include "common/dates/candidate.h"

namespace dateline::dates {

/// What the sentence around [begin, end) of a normal text says about the year of a date without one: "last
/// year", "of the same year", "지난해", "will be". Reads at most some hundred bytes on either side, and none
/// before `floor`, where the date before it ends. `languages` are those of its month name, 0 without one.
Cue find_cue(std::string_view normal, std::size_t begin, std::size_t end, std::size_t floor,
             unsigned languages);

}  // namespace dateline::dates
