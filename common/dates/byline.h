#pragma once

#include <string>
#include <string_view>

/// Who wrote an article, where it stands in the line of its day: "by Ann Bee | August 21, 2025".
namespace dateline::dates {

/// A line without the pieces that are bylines, a blank for each sign between pieces. The day itself is to be
/// replaced by such a sign, '|', before. Pure.
std::string without_bylines(std::string_view line);

}  // namespace dateline::dates
