#include "indexer/build/registry.h"

namespace dateline::indexer {

Registry::Decision Registry::admit(const Article& article) {
  Decision decision;
  Known& known = by_id_[article.id.value];
  if (known.docid != 0) {
    if (!article.captured || (known.captured && *article.captured <= *known.captured)) return decision;
    decision.replaces = known.docid;
  }
  decision.docid = ++last_docid_;
  known = {decision.docid, article.captured};
  decision.group = decision.docid;
  if (!article.body.empty()) {
    const auto [first, is_new] = first_by_text_.try_emplace(article.body_hash, decision.docid);
    if (!is_new && first->second == decision.replaces) first->second = decision.docid;
    decision.group = first->second;
  }
  return decision;
}

}  // namespace dateline::indexer
