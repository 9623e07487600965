#pragma once

#include <cstdint>
#include <vector>

#include "indexer/readers/html/block_tree.h"

namespace dateline::html {

/// Share of the text of a block that lies in links, 0..1.
double link_share(const Block& block);

/// Sums over the blocks of any element in constant time. Only the blocks of which `alive` says true count.
class PageMeasures {
 public:
  PageMeasures(const BlockTree& tree, const std::vector<bool>& alive);

  double prose(const Element& e) const {
    return prose_[e.end_block] - prose_[e.first_block];
  }  ///< mass, no links
  double mass(const Element& e) const { return mass_[e.end_block] - mass_[e.first_block]; }
  double links(const Element& e) const {
    return links_[e.end_block] - links_[e.first_block];
  }  ///< mass in links
  /// Number of blocks that are mostly links.
  double linky(const Element& e) const { return linky_[e.end_block] - linky_[e.first_block]; }

 private:
  std::vector<double> prose_, mass_, links_, linky_;
};

}  // namespace dateline::html
