#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::html {

/// How much markup a page may have before it costs more than its text is worth. The parser's time grows with
/// the square of the depth of open elements and of the attributes of one tag, and unclosed <b> and <font> are
/// copied into every paragraph that follows; no page for people comes near these numbers.
struct MarkupLimits {
  std::size_t tags = 300'000;              ///< tags that make an element, in the whole page
  std::size_t blocks = 192;                ///< open elements such as <div> and <table>
  std::size_t inlines = 64;                ///< open elements such as <span>, and those that no standard knows
  std::size_t formatting = 4;              ///< open elements such as <b> and <font>
  std::size_t attributes = 128;            ///< attributes of one tag
  std::size_t all_attributes = 1'000'000;  ///< in the whole page
};

struct FilteredMarkup {
  std::string html;
  std::size_t tags = 0;        ///< in `html`, that make an element
  std::size_t attributes = 0;  ///< of all tags, as many of each as are kept
  /// What is more than a page can have, and the caller's to refuse.
  bool exceeds(const MarkupLimits& limits) const {
    return tags > limits.tags || attributes > limits.all_attributes;
  }
};

/// What of a page the parser has to see: no scripts (but JSON-LD), styles, drawings, form controls, frames
/// and comments (but those of programs that save pages), and no tag or attribute beyond the limits. All
/// visible text stays. One pass, linear in time. Without it, three faults of gumbo 0.10.1 are open to any
/// page: time square in the depth, memory square in unclosed formatting, and a failed assertion that ends the
/// program when <math>, <select> and <template> meet in a table.
FilteredMarkup filter_markup(std::string_view html, const MarkupLimits& limits = {});

}  // namespace dateline::html
