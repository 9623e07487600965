#include "indexer/commit/changed_articles.h"

#include <algorithm>

namespace dateline::indexer {

index::Change ChangedArticles::before(index::Docid docid) const {
  using index::NumberColumn;
  return {docid, columns_.number(NumberColumn::kCaptures, docid),
          columns_.number(NumberColumn::kFirstCaptured, docid), columns_.number(NumberColumn::kGroup, docid),
          columns_.group_name(docid)};
}

index::Change& ChangedArticles::change(index::Docid docid) {
  const auto known = changes_.find(docid);
  return known != changes_.end() ? known->second : changes_.emplace(docid, before(docid)).first->second;
}

void ChangedArticles::set_captures(const Registry::Captures& article) {
  index::Change& changed = change(article.docid);
  changed.captures = article.count;
  changed.first_captured =
      article.first ? static_cast<std::uint32_t>(dates::to_yyyymmdd(*article.first)) : std::uint32_t{0};
}

void ChangedArticles::set_group(const Placed& placed) {
  index::Change& changed = change(placed.docid);
  changed.group = placed.group;
  changed.group_name = placed.name;
}

void ChangedArticles::drop(index::Docid docid) { changes_[docid] = {docid, 0, 0}; }

std::vector<index::Change> ChangedArticles::changes() const {
  std::vector<index::Change> out;
  for (const auto& [docid, change] : changes_) {
    if (change != before(docid)) out.push_back(change);
  }
  return out;
}

std::vector<index::Change> ChangedArticles::before() const {
  std::vector<index::Change> out;
  for (const auto& [docid, change] : changes_) {
    const index::Change old = before(docid);
    if (!change.is_dead() && !old.is_dead() && change != old) out.push_back(old);
  }
  return out;
}

bool has_moved(const index::Changes& changes, const index::SegmentInfo& segment) {
  return std::any_of(changes.records().begin(), changes.records().end(), [&](const index::Change& change) {
    return change.group != 0 && change.docid >= segment.first && change.docid <= segment.last;
  });
}

}  // namespace dateline::indexer
