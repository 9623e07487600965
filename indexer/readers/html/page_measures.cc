#include "indexer/readers/html/page_measures.h"

namespace dateline::html {

double link_share(const Block& block) {
  return block.mass == 0 ? 0.0 : static_cast<double>(block.link_mass) / static_cast<double>(block.mass);
}

PageMeasures::PageMeasures(const BlockTree& tree, const std::vector<bool>& alive) {
  const std::size_t count = tree.blocks.size();
  for (auto* sums : {&prose_, &mass_, &links_, &linky_}) sums->assign(count + 1, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    const Block& block = tree.blocks[i];
    const double own = alive[i] ? block.mass - block.link_mass : 0.0;
    const double share = link_share(block);
    prose_[i + 1] = prose_[i] + (block.prose && share < 0.5 ? own : 0.0);
    mass_[i + 1] = mass_[i] + (alive[i] ? block.mass : 0.0);
    links_[i + 1] = links_[i] + (alive[i] ? block.link_mass : 0.0);
    linky_[i + 1] = linky_[i] + (alive[i] && share > 0.5 ? 1.0 : 0.0);
  }
}

}  // namespace dateline::html
