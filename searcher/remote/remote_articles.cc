#include <algorithm>
#include <stdexcept>
#include <utility>

#include "common/index/article_id.h"
#include "common/index/serve_values.h"
#include "common/index/stored_article.h"
#include "common/index/terms_databases.h"
#include "searcher/remote/asking.h"
#include "searcher/remote/remote_shards.h"
#include "searcher/search/highlight.h"

// Articles as they are stored, read from the shards.

namespace dateline::remote {

using search::SearchRequest;
using search::SearchResult;
using Xapian::Query;

std::vector<Article> RemoteShards::read(const std::vector<Xapian::docid>& docids) const {
  const std::vector<Shard>& shards = open_->set.shards();
  const auto count = static_cast<Xapian::docid>(shards.size());
  std::vector<Article> out(docids.size());
  // Each article is a journey: those of a shard are fetched over all of its connections.
  std::vector<ShardSet::Errand> errands;
  std::vector<std::size_t> of_shard(shards.size());
  for (std::size_t i = 0; i < docids.size(); ++i) {
    const std::size_t shard = (docids[i] - 1) % count;
    errands.push_back({shard, of_shard[shard]++, [&, shard, i](const Xapian::Database& database) {
                         const std::string data =
                             database.get_document((docids[i] - 1) / count + 1).get_data();
                         Result<Article> article = index::decode_article(data, shards[shard].dictionary.get(),
                                                                         SizeLimits::kArticle);
                         if (!article) throw std::runtime_error(article.error().what);
                         out[i] = std::move(*article);
                         out[i].captures = 0;  // stands in the columns, which no server shows
                       }});
  }
  throw_errors(open_->set.run(errands));
  return out;
}

SearchResult<std::optional<search::ShownArticle>> RemoteShards::find_shown(std::string_view id,
                                                                           const SearchRequest* request) {
  using Shown = std::optional<search::ShownArticle>;
  const std::vector<Shard>& shards = open_->set.shards();
  if (id.empty()) return Shown();
  const std::vector<std::string> terms = search::terms_of_article(id);
  const Query named(Query::OP_OR, terms.begin(), terms.end());
  probe_ = named;
  const auto fetch = [&](const Query& query, Xapian::doccount most, std::uint64_t& total) {
    Xapian::Enquire of = unweighted(all(), query);
    of.set_sort_by_value(index::kOldestSlot, false);
    const Xapian::MSet mset = of.get_mset(0, most, all().get_doccount());
    total = total_of(mset);
    return placed_of(mset, true);
  };
  std::uint64_t total = 0;
  std::vector<Placed> found = fetch(named, static_cast<Xapian::doccount>(shards.size() + 10), total);
  if (found.empty()) return Shown();
  const Placed first = *std::min_element(
      found.begin(), found.end(), [](const Placed& a, const Placed& b) { return a.key.id < b.key.id; });
  search::HighlightTerms marks;
  if (request != nullptr) {
    if (SearchResult<Asked> asked = ask(*request)) marks = std::move(asked->terms);
  }
  search::ShownArticle out;
  out.article = read({first.docid}).front();
  out.body = snippeter_.whole(out.article.body, out.article.language, marks);
  out.evidence = search::evidence_of(out.article);
  const std::string group = index::group_value(first.key.group);
  std::vector<Placed> copies = fetch(Query(Query::OP_VALUE_RANGE, index::kGroupSlot, group, group),
                                     static_cast<Xapian::doccount>(search::kMaxCopies + found.size()), total);
  std::erase_if(copies, [&](const Placed& copy) { return copy.key.id == first.key.id; });
  out.copies_in_all = total - std::min<std::uint64_t>(total, found.size());
  if (copies.size() > search::kMaxCopies) copies.resize(search::kMaxCopies);
  std::vector<Xapian::docid> docids;
  for (const Placed& copy : copies) docids.push_back(copy.docid);
  std::vector<Article> copies_read = read(docids);
  for (std::size_t i = 0; i < copies.size(); ++i) {
    copies_read[i].body.clear();
    out.copies.push_back({copies[i].docid, std::move(copies_read[i])});
  }
  return Shown(std::move(out));
}

}  // namespace dateline::remote
