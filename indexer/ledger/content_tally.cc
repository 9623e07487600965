#include "indexer/ledger/content_tally.h"

#include <algorithm>

#include "common/ledger/compared_form.h"

namespace dateline::indexer {

void ContentTally::add(std::uint32_t docid, std::uint64_t id, std::uint64_t text) {
  by_docid_.resize(docid - last_docid_);
  by_docid_.back() = {id, text};
  added_.add(id, text);
}

void ContentTally::drop(std::uint32_t docid) {
  if (is_of_before(docid)) {
    dropped_.push_back(docid);
    return;
  }
  const auto& [id, text] = by_docid_[docid - last_docid_ - 1];
  added_.take_off(id, text);
}

Result<ledger::ContentRoot> ContentTally::after(const ledger::ContentRoot& root,
                                                const index::IndexReader& before) {
  ledger::ContentRoot out = added_;
  out.low += root.low;
  out.high += root.high;
  std::sort(dropped_.begin(), dropped_.end());
  dropped_.erase(std::unique(dropped_.begin(), dropped_.end()), dropped_.end());
  for (const std::uint32_t docid : dropped_) {
    const Result<Article> article = before.article(docid);
    if (!article) return fail(article.error());
    out.take_off(article->id.value, ledger::version_hash(*article));
  }
  return out;
}

}  // namespace dateline::indexer
