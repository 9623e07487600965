#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::show {

/// How text goes to a terminal or file.
struct Style {
  bool colour = false;
  std::size_t width = 80;  ///< columns of a terminal; 0: do not fit lines
};

/// Escape sequences of ANSI terminals, empty without colour.
std::string bold(const Style& style, std::string_view text);
std::string dim(const Style& style, std::string_view text);
std::string marked(const Style& style, std::string_view text);  ///< a hit in a text

}  // namespace dateline::show
