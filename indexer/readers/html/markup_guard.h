#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::html {

/// How much markup a page may have before it costs more than its text is worth. The parser's time grows with
/// the square of the depth of open elements and of the attributes of one tag, and unclosed <b> and <font> are
/// copied into every paragraph that follows; no page for people comes near these numbers.
struct MarkupLimits {
  std::size_t tags = 300'000;    ///< start tags in the whole page
  std::size_t blocks = 192;      ///< open elements such as <div> and <table>
  std::size_t inlines = 64;      ///< open elements such as <span>, and those that no standard knows
  std::size_t formatting = 6;    ///< open elements such as <b> and <font>
  std::size_t attributes = 128;  ///< attributes of one tag
};

struct GuardedMarkup {
  std::size_t tags = 0;
  /// The page without the tags and attributes beyond the limits, all of its text kept; nullopt when the page
  /// keeps within them and can be parsed as it is.
  std::optional<std::string> rewritten;
};

/// One pass over the bytes, linear in time; never thinks an element closed that the parser may hold open.
GuardedMarkup guard_markup(std::string_view html, const MarkupLimits& limits = {});

}  // namespace dateline::html
