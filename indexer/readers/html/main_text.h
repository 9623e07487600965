#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/readers/html/block_tree.h"

namespace dateline::html {

/// What became of a block, and why.
enum class Verdict : std::uint8_t {
  kBody,         ///< main text
  kOutside,      ///< outside the element that holds the main text, or a date line before it
  kBoilerplate,  ///< menu, teaser, comment, advertisement …
  kCaption,      ///< caption or credit of a picture
  kLinks,        ///< nearly nothing but links
  kRepeated,     ///< said already in this page
  kTitle,        ///< the title, which is kept apart
};

/// Decides for every block of a page whether it is main text: first the boilerplate is marked (names of
/// elements, words of their classes, lists of teasers), then the element is chosen whose prose outweighs
/// its links and scraps by most, then its edges are trimmed. `title` is the title of the page as printed.
/// Pure and thread-safe; time linear in the page (times its depth, which the parser bounds).
std::vector<Verdict> judge_blocks(const BlockTree& tree, std::string_view title);

}  // namespace dateline::html
