#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "searcher/search/snippet.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// Lines that fit the width of the style, each indented and ended by '\n', broken at blanks and between wide
/// characters; one line where the width is 0. Lines of the text itself stay apart with `keep_lines`, and
/// where the width is 0 too, the text stays as it is. Linear in the text.
std::string wrapped(const search::Snippet& snippet, const Style& style, std::size_t indent,
                    bool keep_lines = false);
std::string wrapped(std::string_view text, const Style& style, std::size_t indent);

}  // namespace dateline::show
