#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <map>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "common/index/serve_values.h"
#include "common/index/terms_databases.h"
#include "searcher/remote/asking.h"
#include "searcher/remote/remote_shards.h"
#include "searcher/search/finder.h"
#include "searcher/search/xapian_query.h"

// Totals, facets and a page of hits.

namespace dateline::remote {
namespace {

using search::SearchRequest;
using search::SearchResponse;
using search::SearchResult;
using Xapian::Query;

std::unique_ptr<Xapian::Weight> weight_of(const SearchRequest& request, const query::Plan& plan) {
  if (auto scheme = search::make_scheme(request.scheme)) return scheme;
  const text::Weighting& w = plan.weighting;
  return std::make_unique<Xapian::BM25PlusWeight>(w.k1, 0, 1, w.b, w.min_normlen, w.delta);
}

/// Folds copies, and articles that several shards have, and cuts the page out.
struct Page {
  std::vector<Placed> hits;
  std::uint64_t texts = 0;                      ///< different ones among what came
  std::uint64_t repeated = 0;                   ///< articles among these that had come from another shard
  std::map<std::uint64_t, std::size_t> copies;  ///< articles by group

  void cut(const std::vector<Placed>& in_order, const SearchRequest& request) {
    std::set<std::uint64_t> ids;
    std::size_t skipped = 0;
    for (const Placed& placed : in_order) {
      if (!ids.insert(placed.key.id.value).second) {
        ++repeated;
        continue;
      }
      const bool is_copy = ++copies[placed.key.group] > 1;
      texts += is_copy ? 0 : 1;
      if (is_copy && !request.copies) continue;
      if (skipped < request.offset) {
        ++skipped;
      } else if (hits.size() < request.limit) {
        hits.push_back(placed);
      }
    }
  }
};

}  // namespace

std::vector<search::FacetResult> RemoteShards::count_facets(const SearchRequest& request, const Asked& asked,
                                                            const FacetCounter& counter,
                                                            std::uint64_t total) {
  static const ValueCounts kNone{};
  std::vector<search::FacetResult> out;
  for (const index::Facet facet : request.facets) {
    if (!index::serve_slot(facet)) continue;
    const auto order = request.facet_orders.find(facet);
    const search::FacetRequest wanted{
        facet, request.facet_limit,
        order != request.facet_orders.end() ? order->second : request.facet_order};
    const auto filters = asked.facets.find(facet);
    if (filters == asked.facets.end()) {
      out.push_back(facet_result(wanted, counter.counts(facet), total, counter.with_value(facet), {}, kNone));
      continue;
    }
    search::stop_if_raised(stop_);
    FacetCounter own;
    own.want(facet);
    const std::uint64_t articles = count_articles(all(), narrowed(asked.query, asked, facet), &own);
    out.push_back(facet_result(wanted, own.counts(facet), articles, own.with_value(facet), filters->second,
                               values_of(facet)));
  }
  return out;
}

/// Counts the articles of a query, at the same time as others are asked where there are connections for it.
std::future<std::uint64_t> RemoteShards::counting(const Query& query, const FacetCounter& counter) const {
  if (const auto& beside = open_->set.beside()) {
    try {
      // Objects of Xapian count who uses them and not by threads: the query is one of its own.
      return std::async(std::launch::async, [&counter, database = *beside, text = query.serialise()] {
        return count_articles(database, Query::unserialise(text), &counter);
      });
    } catch (const std::system_error&) {  // no thread is to be had
    }
  }
  return std::async(std::launch::deferred,
                    [this, &counter, query] { return count_articles(all(), query, &counter); });
}

SearchResult<SearchResponse> RemoteShards::answer(const SearchRequest& request) {
  SearchResult<Asked> as_asked = ask(request);
  if (!as_asked) return tl::unexpected(as_asked.error());
  const Asked& asked = *as_asked;
  SearchResponse out;
  out.query = request.query;
  out.index_articles = reader().articles();
  out.revision = reader().revision();
  out.source_names = reader().counts().source_names;
  out.shards = open_->set.answered();

  FacetCounter counter;
  for (const index::Facet facet : request.facets) {
    if (!index::serve_slot(facet)) {
      out.notices.push_back(fmt::format("The facet {} cannot be had from shards.", index::name(facet)));
    } else if (!asked.facets.contains(facet)) {
      counter.want(facet);
    }
  }
  for (const auto& [facet, order] : request.extra_facets)
    out.notices.push_back(fmt::format("The facet {} cannot be had from shards.", search::name(facet)));

  const bool ranked = request.sort == search::Sort::kRelevance && !asked.terms.empty();
  const bool oldest = request.sort == search::Sort::kOldest;
  const std::unique_ptr<Xapian::Weight> weight = weight_of(request, asked.plan);
  const Query wanted = narrowed(asked.query, asked);
  const Xapian::doccount articles = all().get_doccount();
  // Counting is a search of its own: where hits are sorted by a value, Xapian lets the spies see those of
  // remote databases once more here.
  Xapian::doccount at_least = articles;
  std::future<std::uint64_t> counted;
  if (!counter.empty()) {
    counted = counting(wanted, counter);
    at_least = 0;
  }
  // Copies are folded here, so some hits more are fetched; where these are not enough, once more.
  std::uint64_t fetch = request.limit == 0 ? 0 : std::uint64_t{request.offset} + request.limit + 10;
  Page page;
  for (;;) {
    search::stop_if_raised(stop_);
    Xapian::Enquire enquire = unweighted(all(), wanted);
    if (ranked) {
      enquire.set_weighting_scheme(*weight);
      enquire.set_sort_by_relevance_then_value(index::kNewestSlot, false);
    } else {
      enquire.set_sort_by_value(oldest ? index::kOldestSlot : index::kNewestSlot, false);
    }
    const auto most = static_cast<Xapian::doccount>(std::min<std::uint64_t>(fetch, articles));
    const Xapian::MSet mset = enquire.get_mset(0, most, at_least);
    if (at_least > 0) out.total = total_of(mset);
    if (counted.valid()) out.total = counted.get();
    at_least = 0;
    page = {};
    page.cut(placed_of(mset, !ranked && oldest), request);
    if (page.hits.size() == request.limit || mset.size() >= out.total) {
      out.copies_known = mset.size() >= out.total && out.shards->missing.empty();
      break;
    }
    if (mset.size() < most) throw std::runtime_error("the shards send fewer hits than they count");
    fetch *= 4;
  }
  out.facets = count_facets(request, asked, counter, out.total);
  out.groups = out.copies_known ? page.texts : out.total;
  for (const query::Notice& notice : asked.plan.notices) out.notices.push_back(notice.text);
  search::notice_names(asked.plan, request.query, out.notices);
  if (page.repeated > 0) {
    out.notices.push_back(fmt::format(
        "{} of the articles on the way to this page {} in several shards; totals and facets count "
        "such an article once for each.",
        page.repeated, page.repeated == 1 ? "is" : "are"));
  }
  for (const std::string& why : out.shards->missing)
    out.notices.push_back(fmt::format("Not in this answer: {}.", why));
  if (out.total == 0 && asked.plan.relaxable && !request.any)
    out.notices.emplace_back(
        "No article of the shards has all the words; --any finds those with any of them.");
  if (asked.plan.feedback > 0 && !search::make_scheme(request.scheme))
    out.notices.emplace_back(
        "From shards the order is that of the words alone, without those of the best articles.");

  std::vector<Xapian::docid> docids;
  for (const Placed& placed : page.hits) docids.push_back(placed.docid);
  std::vector<Article> articles_read = read(docids);
  for (std::size_t i = 0; i < page.hits.size(); ++i) {
    search::Hit& hit = out.hits.emplace_back();
    hit.rank = request.offset + i + 1;
    hit.docid = page.hits[i].docid;
    hit.score = page.hits[i].score;
    if (out.copies_known && !request.copies) hit.copies = page.copies[page.hits[i].key.group] - 1;
    Article& article = articles_read[i];
    if (request.only_names) {
      hit.article.id = article.id;
      hit.article.key = article.key;
      continue;
    }
    if (request.snippet_bytes > 0) {
      hit.title = snippeter_.whole(article.title, article.language, asked.terms, search::TextPart::kTitle);
      hit.snippet =
          snippeter_.best_passage(article.body, article.language, asked.terms, request.snippet_bytes);
    }
    hit.article = std::move(article);
  }
  return out;
}

}  // namespace dateline::remote
