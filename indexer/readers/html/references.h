#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// References to characters ("&amp;", "&#8211;", "&nbsp;") in plain text, undone once. What is none stays.
std::string without_references(std::string_view text);

}  // namespace dateline::html
