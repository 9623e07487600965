#include "searcher/search/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "common/index/xapian_wall.h"
#include "common/ledger/history_columns.h"
#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/feedback.h"
#include "searcher/search/finder.h"
#include "searcher/search/groups.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/highlight.h"
#include "searcher/search/paging.h"
#include "searcher/search/postings.h"
#include "searcher/search/ranker.h"
#include "searcher/search/xapian_matcher.h"

namespace dateline::search {
namespace {

constexpr int kAttempts = 3;

}  // namespace

class Engine::Impl {
 public:
  /// It looks at the terms of the index, of which any may be damaged.
  static Result<std::unique_ptr<Impl>> make(index::IndexReader reader, const StopFlag* stop,
                                            notes::NotesReader& notes) {
    return index::guard([&] { return std::make_unique<Impl>(std::move(reader), stop, notes); });
  }
  Impl(index::IndexReader reader, const StopFlag* stop, notes::NotesReader& notes)
      : reader_(std::move(reader)),
        notes_(notes),
        finder_(reader_, stop, &notes),
        groups_(reader_.columns()),
        stop_(stop),
        ranker_(reader_.terms(), reader_.columns(), finder_.sets(), finder_.postings(), stop),
        feedback_(reader_.terms(), reader_.columns(), finder_.sets(), finder_.postings(),
                  finder_.analyzer()) {
    ledger::attach_history(reader_);
  }

  const index::IndexReader& reader() const { return reader_; }
  const std::map<std::string, std::string>& source_names() const { return reader_.counts().source_names; }
  const text::Lexicon& lexicon() { return finder_.lexicon(); }
  Status use_names(const std::shared_ptr<const std::vector<text::NameList>>& names) {
    return finder_.use_names(names);
  }
  void stop_at(const StopFlag* stop) {
    stop_ = stop;
    finder_.stop_at(stop);
    ranker_.stop_at(stop);
  }

  SearchResult<SearchResponse> search(const SearchRequest& request, Selection* selection) {
    SearchResult<Ordered> ordered = order(request, selection);
    if (!ordered) return tl::unexpected(ordered.error());
    SearchResponse& response = ordered->response;
    for (const Scored& scored : ordered->hits) {
      SearchResult<Hit> hit = hit_of(scored, request, *ordered);
      if (!hit) return tl::unexpected(hit.error());
      hit->rank = request.offset + response.hits.size() + 1;
      response.hits.push_back(std::move(*hit));
    }
    return std::move(response);
  }

  /// What a request finds, counted and put in order; the articles are yet to be read.
  struct Ordered {
    SearchResponse response;  ///< without hits
    HighlightTerms terms;
    std::shared_ptr<const notes::Notes> notes;  ///< as they were when the answer began
    std::vector<Scored> hits;
  };
  SearchResult<Ordered> order(const SearchRequest& request, Selection* selection = nullptr) {
    SearchResult<Found> found = finder_.find(request);
    if (!found) return tl::unexpected(found.error());
    if (selection != nullptr) *selection = finder_.selection(request, *found);
    Ordered out;
    SearchResponse& response = out.response;
    response.query = request.query;
    response.index_articles = reader_.articles();
    response.revision = reader_.revision();
    response.source_names = source_names();
    response.relaxed = found->relaxed;
    response.total = found->matches.size();
    groups_.count(found->matches);
    response.groups = groups_.size();
    response.facets = std::move(found->facets);
    out.notes = notes_or_notice(response.notices);
    for (const auto& [facet, order] : request.extra_facets) {
      Result<ExtraFacetResult> counted =
          count_extra_facet(reader_, finder_.lexicon(), *out.notes, found->matches,
                            {.facet = facet,
                             .limit = request.facet_limit,
                             .order = order.value_or(request.facet_order),
                             .unit = request.facet_unit},
                            stop_);
      if (!counted) return tl::unexpected(wrap(counted.error()));
      response.extra_facets.push_back(std::move(*counted));
    }
    response.notices.insert(response.notices.begin(), found->notices.begin(), found->notices.end());
    response.proposals = std::move(found->proposals);

    out.terms = highlight_terms(found->plan.root);
    for (const query::PlanNode& node : finder_.context(request)) {
      out.terms.merge(highlight_terms(node));
      found->plan.boosts.push_back({node, 1.0});
    }
    if (request.offset >= response.total) return out;
    const PageRange range{.offset = request.offset,
                          .limit = std::min<std::size_t>(request.limit, response.total),
                          .fold = !request.copies};
    const bool ranked = request.sort == Sort::kRelevance && !out.terms.empty();
    if (ranked && range.limit > 0) take_feedback(*found, request);
    out.hits = ranked ? by_relevance(*found, request, range)
                      : page_by_date(reader_.columns(), found->matches, request.sort == Sort::kOldest, range);
    return out;
  }

  SearchResult<void> read_hits(const Ordered& ordered, const SearchRequest& request, const OnHit& visit) {
    std::size_t rank = request.offset;
    for (const Scored& scored : ordered.hits) {
      stop_if_raised(stop_);
      SearchResult<Hit> hit = hit_of(scored, request, ordered);
      if (!hit) return tl::unexpected(hit.error());
      hit->rank = ++rank;
      if (const Status visited = visit(*hit); !visited) return tl::unexpected(wrap(visited.error()));
    }
    return {};
  }

  SearchResult<Selection> select(const SearchRequest& request) { return finder_.select(request); }

  const std::vector<DayTotal>& day_totals(index::NumberColumn from, index::NumberColumn to) {
    const auto [known, is_new] = day_totals_.try_emplace({from, to});
    if (is_new) known->second = search::day_totals(reader_.columns(), from, to);
    return known->second;
  }

  std::vector<Scored> rank(const query::Plan& plan, const MatchSet& matches, PageRange range) {
    return ranker_.page(plan, finder_.sets().find(plan.root, &matches).set, range, {});
  }

  SearchResult<std::shared_ptr<const ArticleSet>> articles(SearchRequest request) {
    request.facets.clear();
    SearchResult<Found> found = finder_.find(request);
    if (!found) return tl::unexpected(found.error());
    return std::make_shared<const ArticleSet>(ArticleSet{reader_.revision(), std::move(found->matches)});
  }

  SearchResult<Explanation> explain(const SearchRequest& request, std::string_view article) {
    if (const Status used = finder_.use_names(request.names); !used)
      return tl::unexpected(wrap(used.error()));
    auto explanation =
        search::explain(request.query, {.literal = request.literal, .today = request.today},
                        finder_.plan_options(request), reader_.terms(), finder_.analyzer(), finder_.sets());
    if (!explanation) return tl::unexpected(wrap(explanation.error(), request.query));
    const auto docid = article.empty() ? std::nullopt : find_article(reader_, article);
    if (docid || explanation->plan.feedback > 0) {
      SearchResult<Found> found = finder_.find(request, explanation->plan);
      if (!found) return tl::unexpected(found.error());
      explanation->feedback = take_feedback(*found, request);
      if (docid) explanation->hit = reason_for(*docid, *found, request);
    }
    return std::move(*explanation);
  }

  SearchResult<std::optional<Shown>> show(std::string_view id, const SearchRequest* request) {
    const std::optional<index::Docid> docid = find_article(reader_, id);
    if (!docid) return std::optional<Shown>();
    HighlightTerms terms;
    if (request != nullptr) {
      if (const auto plan = finder_.plan(*request)) terms = highlight_terms(plan->root);
      for (const query::PlanNode& node : finder_.context(*request)) terms.merge(highlight_terms(node));
    }
    Result<Article> article = reader_.article(*docid);
    if (!article) return tl::unexpected(wrap(article.error()));
    Shown shown;
    shown.body = snippeter_.whole(article->body, article->language, terms);
    shown.evidence = evidence_of(*article);
    if (const auto notes = notes_.read()) shown.notes = (*notes)->of(article->id);
    shown.added = index::day_added(reader_.additions(), *docid);
    shown.article = std::move(*article);
    if (const Status added = add_copies(reader_, *docid, shown); !added)
      return tl::unexpected(wrap(added.error()));
    return std::optional<Shown>(std::move(shown));
  }

 private:
  /// Adds to the plan what its best articles suggest, and tells what that was.
  std::vector<query::Boost> take_feedback(Found& found, const SearchRequest& request) {
    if (found.plan.feedback == 0 || is_scheme(request.scheme)) return {};
    const std::vector<Scored> best = ranker_.page(found.plan, found.matches, Feedback::kBest, {});
    std::vector<query::Boost> words = feedback_.words(found.plan, best);
    found.plan.boosts.insert(found.plan.boosts.end(), words.begin(), words.end());
    return words;
  }

  std::vector<Scored> by_relevance(const Found& found, const SearchRequest& request, PageRange range) {
    if (is_scheme(request.scheme)) {
      return page_by_scheme(reader_.terms(), reader_.columns(), found.plan, found.matches, true,
                            request.scheme, range, stop_);
    }
    return ranker_.page(found.plan, found.matches, range, {.recency_half_life = request.recency_years});
  }

  RankReason reason_for(std::uint32_t docid, const Found& found, const SearchRequest& request) {
    RankReason reason;
    reason.found = found.matches.size();
    if (!found.matches.contains(docid)) return reason;
    if (is_scheme(request.scheme)) {
      const std::vector<Scored> all =
          by_relevance(found, request, {.offset = 0, .limit = found.matches.size(), .fold = false});
      const auto hit =
          std::find_if(all.begin(), all.end(), [&](Scored scored) { return scored.docid == docid; });
      if (hit == all.end()) return reason;
      reason.place = static_cast<std::uint64_t>(hit - all.begin()) + 1;
      reason.score = hit->score;
    }
    const Ranker::Options options{.recency_half_life = request.recency_years};
    if (reason.place == 0) {
      const Ranker::Place place = ranker_.place(found.plan, found.matches, docid, options);
      reason.place = place.place;
      reason.score = place.score;
    }
    reason.parts = ranker_.explain(found.plan, docid, options);
    return reason;
  }

  SearchResult<Hit> hit_of(Scored scored, const SearchRequest& request, const Ordered& ordered) {
    Hit hit;
    hit.docid = scored.docid;
    hit.score = scored.score;
    if (!request.copies) hit.copies = groups_.copies(scored.docid);
    const auto known = names_.find(scored.docid);
    if (request.only_names && known != names_.end()) {
      std::tie(hit.article.id, hit.article.key) = known->second;
      return hit;
    }
    Result<Article> article = reader_.article(scored.docid);
    if (!article) return tl::unexpected(wrap(article.error()));
    if (request.only_names) {
      std::tie(hit.article.id, hit.article.key) =
          names_.emplace(scored.docid, std::pair(article->id, article->key)).first->second;
      return hit;
    }
    if (request.snippet_bytes > 0) {
      hit.title = snippeter_.whole(article->title, article->language, ordered.terms, TextPart::kTitle);
      hit.snippet =
          snippeter_.best_passage(article->body, article->language, ordered.terms, request.snippet_bytes);
    }
    hit.notes = ordered.notes->of(article->id);
    hit.article = std::move(*article);
    return hit;
  }

  /// Notes that cannot be read are told, and the answer does without them.
  std::shared_ptr<const notes::Notes> notes_or_notice(std::vector<std::string>& notices) {
    const auto notes = notes_.read();
    if (notes) return *notes;
    notices.push_back(notes.error().what + "; tags and notes are not shown");
    return std::make_shared<const notes::Notes>();
  }

  HighlightTerms highlight_terms(const query::PlanNode& node) const {
    return search::highlight_terms(reader_.terms(), node);
  }

  index::IndexReader reader_;
  notes::NotesReader& notes_;
  Finder finder_;
  Groups groups_;
  const StopFlag* stop_;
  Ranker ranker_;
  Feedback feedback_;
  Snippeter snippeter_;
  std::map<std::pair<index::NumberColumn, index::NumberColumn>, std::vector<DayTotal>> day_totals_;
  /// Of articles that were asked for by name alone, so that a long run reads each once.
  std::unordered_map<std::uint32_t, std::pair<ArticleId, std::string>> names_;
};

Engine::Engine(std::shared_ptr<notes::NotesReader> notes, std::unique_ptr<Impl> impl)
    : notes_(std::move(notes)), impl_(std::move(impl)) {}
Engine::Engine(std::unique_ptr<Shards> shards) : shards_(std::move(shards)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(const std::filesystem::path& folder) { return open(std::span(&folder, 1)); }

Result<Engine> Engine::open(std::span<const std::filesystem::path> folders) {
  for (const std::filesystem::path& folder : folders) {
    if (folder.native().starts_with("tcp://") || folder.native().starts_with("ssh://"))
      return fail(not_of_shards("this command"));
  }
  Result<index::IndexReader> reader = index::IndexReader::open(folders);
  if (!reader) return fail(reader.error());
  auto notes = std::make_shared<notes::NotesReader>(reader->named_folders());
  Result<std::unique_ptr<Impl>> impl = Impl::make(std::move(*reader), nullptr, *notes);
  if (!impl) return fail(impl.error());
  return Engine(std::move(notes), std::move(*impl));
}

const std::map<std::string, std::string>& Engine::source_names() const {
  return reader().counts().source_names;
}
const text::Lexicon& Engine::lexicon() { return shards_ ? shards_->lexicon() : impl_->lexicon(); }
Result<std::shared_ptr<const notes::Notes>> Engine::notes() {
  if (shards_) return fail(not_of_shards("tags, notes and saved queries"));
  return notes_->read();
}
const index::IndexReader& Engine::reader() const { return shards_ ? shards_->reader() : impl_->reader(); }

const std::vector<DayTotal>& Engine::day_totals(index::NumberColumn from, index::NumberColumn to) {
  return impl_->day_totals(from, to);
}

bool Engine::outdated() const { return !reader().is_current(); }

Status Engine::reopen() {
  if (shards_) return shards_->reopen();
  Result<index::IndexReader> reader = impl_->reader().reopen();
  if (!reader) return fail(reader.error());
  Result<std::unique_ptr<Impl>> impl = Impl::make(std::move(*reader), stop_, *notes_);
  if (!impl) return fail(impl.error());
  impl_ = std::move(*impl);
  return impl_->use_names(names_);
}

Status Engine::use_names(std::shared_ptr<const std::vector<text::NameList>> names) {
  names_ = std::move(names);
  return shards_ ? shards_->use_names(names_) : impl_->use_names(names_);
}

void Engine::stop_at(const StopFlag* stop) {
  stop_ = stop;
  if (shards_) {
    shards_->stop_at(stop);
  } else {
    impl_->stop_at(stop);
  }
}

Error not_of_shards(std::string_view what) {
  return {ErrorKind::kUsage, fmt::format("{} cannot be had from shards on other machines", what),
          "run dateline-search where the indexes are, for example: ssh HOST dateline-search …"};
}

template <class F>
auto Engine::guarded(std::string_view what, F f) -> decltype(f()) {
  if (shards_) return tl::unexpected(wrap(not_of_shards(what)));
  for (int attempt = 1;; ++attempt) {
    bool changed = false;
    auto outcome = index::guard(
        [&]() -> decltype(f()) {
          try {
            if (const Status sound = impl_->reader().columns().verify(); !sound)
              return tl::unexpected(wrap(sound.error()));
            return f();
          } catch (const Stopped&) {
            return tl::unexpected(wrap(stopped_error()));
          }
        },
        &changed);
    if (outcome) return std::move(*outcome);
    if (!changed || attempt == kAttempts) return tl::unexpected(wrap(outcome.error()));
    if (const Status reopened = reopen(); !reopened) return tl::unexpected(wrap(reopened.error()));
  }
}

SearchResult<SearchResponse> Engine::search(const SearchRequest& request) {
  if (shards_) return shards_->search(request);
  return guarded("a search", [&] { return impl_->search(request, nullptr); });
}

SearchResult<SearchResponse> Engine::search(const SearchRequest& request, Selection& selection) {
  if (shards_) {
    selection.query = request.query;
    return shards_->search(request);
  }
  return guarded("a search", [&] { return impl_->search(request, &selection); });
}

SearchResult<void> Engine::stream(const SearchRequest& request, const OnBegin& begin, const OnHit& hit) {
  SearchRequest all = request;
  all.limit = std::numeric_limits<std::size_t>::max();
  all.facets.clear();
  all.extra_facets.clear();
  const auto ordered = guarded("an export", [&] { return impl_->order(all); });
  if (!ordered) return tl::unexpected(ordered.error());
  if (const Status begun = begin(ordered->response); !begun) return tl::unexpected(wrap(begun.error()));
  return guard_reading([&] { return impl_->read_hits(*ordered, all, hit); });
}

SearchResult<Selection> Engine::select(const SearchRequest& request) {
  return guarded("this command", [&] { return impl_->select(request); });
}

SearchResult<std::vector<Scored>> Engine::rank(const query::Plan& plan, const MatchSet& matches,
                                               PageRange range) {
  return guarded("this command",
                 [&]() -> SearchResult<std::vector<Scored>> { return impl_->rank(plan, matches, range); });
}

SearchResult<std::shared_ptr<const ArticleSet>> Engine::articles(const SearchRequest& request) {
  return guarded("a set of articles", [&] { return impl_->articles(request); });
}

SearchResult<Explanation> Engine::explain(const SearchRequest& request, std::string_view article) {
  return guarded("an explanation", [&] { return impl_->explain(request, article); });
}

SearchResult<std::optional<Engine::Shown>> Engine::show(std::string_view id, const SearchRequest* request) {
  if (shards_) return shards_->show(id, request);
  return guarded("an article", [&] { return impl_->show(id, request); });
}

}  // namespace dateline::search
