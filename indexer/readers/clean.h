#pragma once

#include <string>
#include <string_view>

namespace dateline::indexer {

/// One line, trimmed: every run of white space and control characters is one space.
std::string one_line(std::string_view text);
std::string one_line(std::string&& text);  ///< keeps a text that is one line already

/// Lines trimmed on the right, CRLF as LF, control characters but LF dropped, runs of empty lines one, none
/// at the ends. Used for what is stored and shown; dates are read from the text as it stands.
std::string tidy_paragraphs(std::string_view text);

}  // namespace dateline::indexer
