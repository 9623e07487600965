#include "common/index/juche_stamp.h"

#include <algorithm>

namespace dateline::index {

const Stamp* juche_stamp(const Article& article) {
  const auto last = std::find_if(article.stamps.rbegin(), article.stamps.rend(),
                                 [](const Stamp& stamp) { return stamp.date.juche != 0; });
  return last != article.stamps.rend() ? &*last : nullptr;
}

}  // namespace dateline::index
