#include "common/index/article_with.h"

#include <algorithm>
#include <vector>

namespace dateline::index {

std::optional<Docid> article_with(const Terms& terms, const Columns& columns, const std::string& term) {
  const std::vector<Docid> docids = terms.docids(term);
  const auto lowest = std::min_element(docids.begin(), docids.end(),
                                       [&](Docid a, Docid b) { return columns.id(a) < columns.id(b); });
  if (lowest == docids.end()) return std::nullopt;
  return *lowest;
}

}  // namespace dateline::index
