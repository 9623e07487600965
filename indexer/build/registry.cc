#include "indexer/build/registry.h"

#include "common/index/article_id.h"

namespace dateline::indexer {

Registry::Decision Registry::admit(const Article& article) {
  Decision decision;
  decision.id = article.id;
  Known* known = &by_id_[article.id.value];
  const auto newer_is_known = [&] {
    return article.captured && known->captured && *article.captured != *known->captured;
  };
  if (known->docid != 0 && known->text != article.body_hash && !newer_is_known()) {
    decision.id_taken = true;
    decision.id = index::article_id(article.id, article.body_hash);
    known = &by_id_[decision.id.value];
  }
  if (known->docid != 0) {
    decision.id_taken = false;
    if (!article.captured || (known->captured && *article.captured <= *known->captured)) return decision;
    decision.replaces = known->docid;
  }
  decision.docid = ++last_docid_;
  *known = {decision.docid, article.body_hash, article.captured};
  decision.group = decision.docid;
  if (!article.body.empty()) {
    // The group keeps the number of its first article even when that is replaced later.
    decision.group = first_by_text_.try_emplace(article.body_hash, decision.docid).first->second;
  }
  return decision;
}

}  // namespace dateline::indexer
