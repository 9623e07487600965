#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::indexer {

/// Why bytes cannot be read as text, and what to do.
struct TextProblem {
  std::string reason;
  std::string remedy;
};

/// A problem when the bytes hold NUL (binary) or are not UTF-8; the place is named.
std::optional<TextProblem> text_problem(std::string_view bytes);

/// One line, trimmed: every run of white space and control characters is one space.
std::string one_line(std::string_view text);

/// Lines trimmed on the right, CRLF as LF, control characters but LF dropped, runs of empty lines one, none
/// at the ends. Used for what is stored and shown; dates are read from the text as it stands.
std::string tidy_paragraphs(std::string_view text);

}  // namespace dateline::indexer
