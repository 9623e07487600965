#pragma once

#include <string_view>

namespace dateline::dates {

/// Whether a line is nothing but the heading of a list of other articles ("More news", "관련기사", "Читайте
/// также:"), in the languages of the domain. Case, blanks at the ends and a colon, arrow or dots behind it do
/// not matter. A sentence that begins with the same words is none. Constant time.
bool is_list_heading(std::string_view line);

}  // namespace dateline::dates
