#include "indexer/readers/html/fragment_prose.h"

#include <algorithm>

#include "indexer/readers/html/block_tree.h"
#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/markup_filter.h"
#include "indexer/readers/html/page_measures.h"

namespace dateline::html {
namespace {

constexpr double kMostlyLinks = 0.5;

/// Calls `take(tree)` with the blocks of a piece of a page.
template <class Take>
void with_blocks(std::string_view fragment, Take take) {
  const MarkupLimits limits;
  const FilteredMarkup markup = filter_markup(fragment, limits);
  if (markup.tags > limits.tags) return;
  const GumboTree parsed = parse_markup(markup.html);
  if (parsed != nullptr) take(build_block_tree(*parsed->root));
}

template <class Keep>
std::string join(const BlockTree& tree, Keep keep) {
  std::string text;
  for (const Block& block : tree.blocks) {
    if (!keep(block)) continue;
    if (!text.empty()) text += "\n\n";
    text += block.text;
  }
  return text;
}

}  // namespace

std::string fragment_prose(std::string_view fragment) {
  std::string text;
  with_blocks(fragment, [&](const BlockTree& tree) {
    text = join(tree, [](const Block& block) { return link_share(block) < kMostlyLinks; });
    if (text.empty()) text = join(tree, [](const Block&) { return true; });
  });
  return text;
}

FragmentMass fragment_mass(std::string_view fragment) {
  constexpr std::uint32_t kTellsSomething = 100;
  constexpr std::uint32_t kSomeLength = 60;
  FragmentMass mass;
  with_blocks(fragment, [&](const BlockTree& tree) {
    for (const Block& block : tree.blocks) {
      const bool links = link_share(block) >= kMostlyLinks;
      if (links) ++mass.links;
      if (!links && block.mass >= kSomeLength) ++mass.texts;
      // As lists of links quote articles.
      const bool cut_short =
          block.text.find("...") != std::string::npos || block.text.find("\xE2\x80\xA6") != std::string::npos;
      if (!links && !cut_short && block.mass >= kTellsSomething) mass.prose += block.mass;
    }
  });
  return mass;
}

}  // namespace dateline::html
