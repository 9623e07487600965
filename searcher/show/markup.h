#pragma once

#include <string>
#include <string_view>

namespace dateline::show {

/// Printable text for HTML and XML, within elements and attributes in quotes: & < > " escaped, and without
/// the characters that XML 1.0 does not know.
std::string markup_escaped(std::string_view text);

/// The same at the end of `out`; quick where nothing is to be escaped, as mostly.
void append_markup_escaped(std::string_view text, std::string& out);

}  // namespace dateline::show
