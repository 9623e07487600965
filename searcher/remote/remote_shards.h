#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/index/index_reader.h"
#include "common/text/analyzer.h"
#include "common/text/lexicon.h"
#include "searcher/query/plan.h"
#include "searcher/query/planner.h"
#include "searcher/remote/lookups.h"
#include "searcher/remote/remote_facets.h"
#include "searcher/remote/shard_set.h"
#include "searcher/search/engine.h"
#include "searcher/search/filters.h"
#include "searcher/search/snippet.h"
#include "searcher/search/stop.h"
#include "searcher/search/timeline.h"

namespace dateline::remote {

/// Answers from shards by Xapian's own remote matcher: exact totals and facets, statistics of all shards, the
/// texts of hits and their snippets made here. docs/scale.md says what is other than in a local search. A
/// shard that fails is asked once more over a new connection; then the request fails and names it, or is
/// answered without it (ShardsWanted::partial). Not thread-safe.
class RemoteShards final : public search::Shards {
 public:
  static Result<std::unique_ptr<RemoteShards>> open(ShardsWanted wanted);

  search::SearchResult<search::SearchResponse> search(const search::SearchRequest& request) override;
  search::SearchResult<search::Timeline> timeline(const search::TimelineRequest& request) override;
  search::SearchResult<std::optional<search::ShownArticle>> show(
      std::string_view id, const search::SearchRequest* request) override;
  const text::Lexicon& lexicon() override;
  Status use_names(std::shared_ptr<const std::vector<text::NameList>> names) override;
  const index::IndexReader& reader() const override { return open_->reader; }
  Status reopen() override;
  void stop_at(const search::StopFlag* stop) override { stop_ = stop; }

 private:
  /// What belongs to one state of the connections.
  struct Open {
    ShardSet set;
    index::IndexReader reader;
    Lookups lookups;
    query::Leads leads = query::Leads::kNone;
    std::vector<text::Language> languages;
    std::map<index::Facet, ValueCounts> values;  ///< of all articles, where they were asked for
    std::size_t requests = 0;
  };
  /// A request as it is asked of the shards.
  struct Asked {
    query::Plan plan;
    Xapian::Query query;  ///< what matches, with the weights
    search::HighlightTerms terms;
    search::Filters filters;
    Xapian::Query filter;  ///< fields and days; unset where there is nothing to filter
    std::map<index::Facet, std::vector<search::FacetFilter>> facets;
  };

  explicit RemoteShards(ShardsWanted wanted) : wanted_(std::move(wanted)) {}
  /// Opens all anew but those `without`.
  Status connect(const Failed& without);
  /// Runs `work`, over new connections where these fail.
  template <class F>
  auto asking(F work) -> decltype(work());
  /// Which shards do not answer what was asked last.
  Failed failing() const;
  Failed errors_of(const std::vector<Status>& done) const;

  const index::Terms& terms() const { return open_->reader.terms(); }
  const Xapian::Database& all() const { return terms().databases().all(); }
  search::SearchResult<Asked> ask(const search::SearchRequest& request);
  query::PlanOptions plan_options(const search::SearchRequest& request);
  /// Throws what shards said.
  void throw_errors(const std::vector<Status>& done) const;
  const ValueCounts& values_of(index::Facet facet);
  /// The query with all filters, but those of one facet.
  Xapian::Query narrowed(const Xapian::Query& query, const Asked& asked,
                         std::optional<index::Facet> without = {});
  std::vector<search::FacetResult> count_facets(const search::SearchRequest& request, const Asked& asked,
                                                const FacetCounter& counter, std::uint64_t total);
  std::future<std::uint64_t> counting(const Xapian::Query& query, const FacetCounter& counter) const;
  search::SearchResult<search::SearchResponse> answer(const search::SearchRequest& request);
  search::SearchResult<search::Timeline> count_timeline(const search::TimelineRequest& request);
  search::SearchResult<std::optional<search::ShownArticle>> find_shown(std::string_view id,
                                                                       const search::SearchRequest* request);
  /// Articles by their docids in all databases, read at the same time from all shards.
  std::vector<Article> read(const std::vector<Xapian::docid>& docids) const;

  ShardsWanted wanted_;
  std::unique_ptr<Open> open_;                     ///< as it was opened last
  bool broken_ = true;                             ///< it is to be opened anew before anything is asked
  Xapian::Query probe_ = Xapian::Query::MatchAll;  ///< what was asked last
  std::size_t answered_since_ = 0;                 ///< requests that were answered without a shard
  text::Analyzer analyzer_;
  search::Snippeter snippeter_;
  std::optional<text::Lexicon> lexicon_;
  std::shared_ptr<const std::vector<text::NameList>> names_;
  const search::StopFlag* stop_ = nullptr;
};

}  // namespace dateline::remote
