#include "searcher/search/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <tuple>
#include <utility>

#include "common/dates/query_dates.h"
#include "common/index/index_folder.h"
#include "common/index/xapian_wall.h"
#include "searcher/query/lexer.h"
#include "searcher/query/parser.h"
#include "searcher/query/plan.h"
#include "searcher/search/facets.h"
#include "searcher/search/filters.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/vocabulary.h"

namespace dateline::search {
namespace {

constexpr int kAttempts = 3;
constexpr std::size_t kMaxLanguages = 8;
constexpr std::size_t kSuggestions = 3;
constexpr std::size_t kWordsToRespell = 3;
/// A question or a pasted headline of so many words is not expected to stand in an article whole.
constexpr std::size_t kLongQuery = 5;

SearchError wrap(Error error) { return {std::move(error), {}}; }

SearchError wrap(const query::QueryError& error, std::string_view text) {
  return {error.to_error(), query::caret_text(error, text)};
}

}  // namespace

class Engine::Impl {
 public:
  static Result<std::unique_ptr<Impl>> open(const std::filesystem::path& folder) {
    Result<index::IndexReader> reader = index::IndexReader::open(folder);
    if (!reader) return fail(reader.error());
    auto impl = std::make_unique<Impl>(std::move(*reader));
    return impl;
  }

  explicit Impl(index::IndexReader reader) : reader_(std::move(reader)), sets_(reader_.database()) {
    const auto info = nlohmann::json::parse(reader_.build_info(), nullptr, false);
    if (info.is_object() && info.contains("sources") && info["sources"].is_object()) {
      for (const auto& [slug, name] : info["sources"].items()) {
        if (name.is_string()) source_names_.emplace(slug, name.get<std::string>());
      }
    }
    if (Result<text::Lexicon> lexicon = text::Lexicon::built_in(analyzer_)) lexicon_ = std::move(*lexicon);
    choose_languages();
  }

  const index::IndexReader& reader() const { return reader_; }

  SearchResult<SearchResponse> search(const SearchRequest& request) {
    SearchResult<Found> found = find(request);
    if (!found) return tl::unexpected(found.error());
    SearchResponse response;
    response.query = request.query;
    response.index_articles = reader_.database().get_doccount();
    response.revision = reader_.revision();
    response.source_names = source_names_;
    response.relaxed = found->relaxed;
    response.notices = std::move(found->notices);
    const query::Plan& plan = found->plan;
    FacetAnswer& answer = found->answer;
    response.facets = std::move(answer.facets);
    response.total = answer.matches.size();

    count_groups(answer.matches);
    response.groups = groups_;
    const HighlightTerms terms = highlight_terms(plan.root);
    const bool ranked = request.sort == Sort::kRelevance && !terms.empty();
    const std::vector<Scored> page = ranked ? by_relevance(plan, answer.matches, found->narrowed, request)
                                            : by_date(answer.matches, request);
    for (const Scored& scored : page) {
      Result<Article> article = reader_.article(scored.docid);
      if (!article) return tl::unexpected(wrap(article.error()));
      Hit hit;
      hit.rank = request.offset + response.hits.size() + 1;
      hit.docid = scored.docid;
      hit.score = scored.score;
      if (!request.copies) hit.copies = std::max<std::size_t>(group_sizes_[group_of(scored.docid)], 1) - 1;
      hit.title = snippeter_.whole(article->title, article->language, terms);
      hit.snippet = snippeter_.best_passage(article->body, article->language, terms, request.snippet_bytes);
      hit.article = std::move(*article);
      response.hits.push_back(std::move(hit));
    }
    return response;
  }

  SearchResult<Selection> select(const SearchRequest& request) {
    SearchResult<Found> found = find(request);
    if (!found) return tl::unexpected(found.error());
    Selection selection{.query = request.query,
                        .matches = std::move(found->answer.matches),
                        .base = sets_.find(filter_plan(found->filters, reader_.database())).set,
                        .plan = std::move(found->plan),
                        .filters = std::move(found->filters),
                        .relaxed = found->relaxed,
                        .notices = std::move(found->notices)};
    selection.base = count_facets(selection.base, reader_.columns(), selection.filters.facets, {}).matches;
    return selection;
  }

  SearchResult<Explanation> explain(const SearchRequest& request) {
    auto explanation =
        search::explain(request.query, {.literal = request.literal},
                        plan_options(request, query_mode(request)), reader_.database(), analyzer_, sets_);
    if (!explanation) return tl::unexpected(wrap(explanation.error(), request.query));
    return std::move(*explanation);
  }

  SearchResult<std::optional<Shown>> show(std::string_view id, const SearchRequest* request) {
    const Xapian::Database& database = reader_.database();
    Xapian::docid docid = 0;
    for (const index::Field field : {index::Field::kId, index::Field::kKey}) {
      const std::string term = index::boolean_term(field, id);
      const auto posting = database.postlist_begin(term);
      if (posting != database.postlist_end(term)) {
        docid = *posting;
        break;
      }
    }
    if (docid == 0) return std::optional<Shown>();
    HighlightTerms terms;
    if (request != nullptr) {
      if (const auto plan = make_plan(*request, query_mode(*request))) terms = highlight_terms(plan->root);
    }
    Result<Article> article = reader_.article(docid);
    if (!article) return tl::unexpected(wrap(article.error()));
    Shown shown;
    shown.body = snippeter_.whole(article->body, article->language, terms);
    shown.article = std::move(*article);
    return std::optional<Shown>(std::move(shown));
  }

 private:
  /// What a request finds, as every answer needs it.
  struct Found {
    query::Plan plan;
    Filters filters;
    FacetAnswer answer;
    bool narrowed = false;  ///< filters took articles away from those of the plan
    bool relaxed = false;
    std::vector<std::string> notices;
  };

  SearchResult<Found> find(const SearchRequest& request) {
    Found found;
    SearchResult<query::Plan> plan = make_plan(request, query_mode(request));
    if (!plan) return tl::unexpected(plan.error());
    SearchResult<Filters> filters = filters_of(request);
    if (!filters) return tl::unexpected(filters.error());
    const query::PlanNode beside = filter_plan(*filters, reader_.database());
    const bool filtered = beside.op != query::PlanNode::Op::kEverything;
    std::vector<FacetRequest> wanted;
    for (const index::Facet facet : request.facets) {
      wanted.push_back({facet, request.facet_limit, FacetOrder::kCount});
    }
    MatchSet all;
    const auto answer_for = [&](const query::PlanNode& root) {
      all = sets_.find(root).set;
      if (filtered) all = sets_.find(beside, &all).set;
      return count_facets(all, reader_.columns(), filters->facets, wanted);
    };
    const bool is_long = plan->loose_parts >= kLongQuery && plan->relaxable && !request.any;
    if (!is_long) found.answer = answer_for(plan->root);
    if (found.answer.matches.empty() && !request.any && plan->relaxable) {
      const std::size_t words = plan->loose_parts;
      SearchResult<query::Plan> loose = make_plan(request, query::Mode::kMost);
      if (!loose) return tl::unexpected(loose.error());
      found.answer = answer_for(loose->root);
      if (!found.answer.matches.empty()) {
        found.relaxed = true;
        plan = std::move(loose);
        found.notices.push_back(
            is_long ? fmt::format("The query has {} words; these articles have most of them.", words)
                    : "No article has all the words; these have most of them.");
      }
    }
    for (const query::Notice& notice : plan->notices) found.notices.push_back(notice.text);
    if (found.answer.matches.empty() || found.relaxed) suggest_spellings(request, found.notices);
    found.narrowed = filtered || found.answer.matches.size() != all.size();
    found.plan = std::move(*plan);
    found.filters = std::move(*filters);
    return found;
  }

  struct Scored {
    Xapian::docid docid = 0;
    double score = 0;
  };

  /// English and the languages in which most articles are written, unknown being one of them.
  void choose_languages() {
    std::vector<std::uint32_t> docids(reader_.columns().rows());
    std::iota(docids.begin(), docids.end(), 0);
    std::vector<std::uint64_t> counts;
    reader_.columns().count(index::Facet::kLanguage, docids, counts);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    for (std::uint32_t i = 0; i < counts.size(); ++i) order.emplace_back(counts[i], i);
    std::sort(order.rbegin(), order.rend());
    languages_.push_back(text::Language::from_code("en"));
    for (const auto& [count, ordinal] : order) {
      const auto language =
          text::Language::from_code(reader_.columns().value(index::Facet::kLanguage, ordinal));
      if (count * 200 < docids.size() && !language.known()) continue;  // a handful of unknown ones
      if (language != languages_.front() && languages_.size() < kMaxLanguages) languages_.push_back(language);
    }
  }

  static query::Mode query_mode(const SearchRequest& request) {
    return request.any ? query::Mode::kAny : query::Mode::kAll;
  }

  query::PlanOptions plan_options(const SearchRequest& request, query::Mode mode) const {
    query::PlanOptions options;
    options.mode = mode;
    options.languages = languages_;
    if (const auto language = text::Language::from_code(request.language); language.known()) {
      options.languages = {language};
    }
    if (!request.exact_names && !request.literal) options.lexicon = &lexicon_;
    return options;
  }

  SearchResult<query::Plan> make_plan(const SearchRequest& request, query::Mode mode) {
    const auto ast = query::parse(request.query, {.literal = request.literal});
    if (!ast) return tl::unexpected(wrap(ast.error(), request.query));
    auto plan = query::plan(*ast, request.query, reader_.database(), analyzer_, plan_options(request, mode));
    if (!plan) return tl::unexpected(wrap(plan.error(), request.query));
    return std::move(*plan);
  }

  SearchResult<Filters> filters_of(const SearchRequest& request) {
    Filters filters;
    for (const std::string& filter : request.filters) {
      if (const Status added = add_filter(filters, filter); !added)
        return tl::unexpected(wrap(added.error()));
    }
    for (const auto& [option, text, day] :
         {std::tuple{"--from", &request.from, &filters.from}, std::tuple{"--to", &request.to, &filters.to}}) {
      if (text->empty()) continue;
      const auto range = dates::parse_query_date(*text);
      if (!range) {
        Error error = range.error();
        error.what = fmt::format("{} '{}': {}", option, *text, error.what);
        return tl::unexpected(wrap(std::move(error)));
      }
      if (text->find("..") != std::string::npos) {
        return tl::unexpected(wrap(Error{ErrorKind::kUsage, fmt::format("{} '{}' is a range", option, *text),
                                         "write --from FIRST --to LAST"}));
      }
      *day = day == &filters.from ? range->from : range->to;
    }
    if (filters.from && filters.to && *filters.from > *filters.to) {
      return tl::unexpected(wrap(
          Error{ErrorKind::kUsage, fmt::format("--from {} is later than --to {}", request.from, request.to),
                "exchange the two"}));
    }
    return filters;
  }

  /// Offers words of the index for those of the query that no article has. Looks at a few words only, because
  /// each may cost a walk through the vocabulary.
  void suggest_spellings(const SearchRequest& request, std::vector<std::string>& notices) {
    const auto lexed = query::lex(request.query, {.literal = request.literal});
    if (!lexed) return;
    const IndexVocabulary vocabulary(reader_.database());
    std::size_t tried = 0;
    for (const query::LexToken& part : lexed->tokens) {
      if (part.kind != query::LexKind::kWord || part.match != query::WordMatch::kStem) continue;
      text::AnalysisCounts ignored;
      analyzer_.analyze(part.text, languages_.front(), tokens_, ignored);
      for (const text::Token& token : tokens_) {
        if (token.kind != text::TokenKind::kWord || vocabulary.frequency(token.term) > 0) continue;
        if (++tried > kWordsToRespell) return;
        std::vector<std::string> words;
        for (const auto& suggestion : text::spelling_suggestions(token.term, vocabulary, kSuggestions)) {
          words.push_back(suggestion.word);
        }
        if (words.empty()) continue;
        notices.push_back(fmt::format("No article has '{}'. Did you mean {}?",
                                      part.text.substr(token.offset, token.length),
                                      fmt::join(words, " or ")));
      }
    }
  }

  std::uint32_t group_of(std::uint32_t docid) const {
    const std::uint32_t group = reader_.columns().number(index::NumberColumn::kGroup, docid);
    return group != 0 && group < reader_.columns().rows() ? group : docid;
  }

  void count_groups(const MatchSet& matches) {
    group_sizes_.assign(
        std::max<std::size_t>(reader_.columns().rows(), reader_.database().get_lastdocid() + std::size_t{1}),
        0);
    groups_ = 0;
    matches.for_each_block([&](std::span<const std::uint32_t> docids) {
      for (const std::uint32_t docid : docids) {
        const std::uint32_t group = group_of(docid);
        if (group < group_sizes_.size() && group_sizes_[group]++ == 0) ++groups_;
      }
    });
  }

  HighlightTerms highlight_terms(const query::PlanNode& node) const {
    HighlightTerms out;
    const Xapian::Database& database = reader_.database();
    const double articles = std::max<double>(1, database.get_doccount());
    for (const std::string& term : query::wanted_terms(node)) {
      const double weight = std::log(1 + articles / (1 + database.get_termfreq(term)));
      if (term.starts_with('Z')) {
        out.stems.emplace(term.substr(1), weight);
      } else {
        out.words.emplace(term, weight);
      }
    }
    return out;
  }

  /// Keeps the first of each group until the page is full. Returns false when it is.
  bool take(Scored scored, const SearchRequest& request, std::vector<bool>& seen, std::size_t& skipped,
            std::vector<Scored>& page) const {
    if (!request.copies) {
      const std::uint32_t group = group_of(scored.docid);
      if (group < seen.size() && seen[group]) return true;
      if (group < seen.size()) seen[group] = true;
    }
    if (skipped < request.offset) {
      ++skipped;
      return true;
    }
    page.push_back(scored);
    return page.size() < request.limit;
  }

  std::vector<Scored> by_relevance(const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   const SearchRequest& request) {
    std::vector<Scored> page;
    if (request.limit == 0 || matches.empty()) return page;
    std::size_t fetch = request.offset + request.limit + 10;
    for (;;) {
      Xapian::Query ranked = query::to_xapian(plan);
      if (narrowed || query::needs_match_set(plan.root)) {
        ranked = Xapian::Query(Xapian::Query::OP_FILTER, ranked,
                               filter_query(std::make_shared<MatchSet>(matches)));
      }
      Xapian::Enquire enquire(reader_.database());
      enquire.set_query(ranked);
      const text::Weighting& w = plan.weighting;
      enquire.set_weighting_scheme(Xapian::BM25PlusWeight(w.k1, 0, 1, w.b, w.min_normlen, w.delta));
      const Xapian::MSet mset = enquire.get_mset(0, static_cast<Xapian::doccount>(fetch));
      std::vector<bool> seen(group_sizes_.size());
      std::size_t skipped = 0;
      page.clear();
      for (auto it = mset.begin(); it != mset.end(); ++it) {
        if (!take({*it, it.get_weight()}, request, seen, skipped, page)) return page;
      }
      if (mset.size() < fetch) return page;
      fetch *= 4;
    }
  }

  /// Undated articles come last in either direction.
  std::vector<Scored> by_date(const MatchSet& matches, const SearchRequest& request) {
    std::vector<Scored> page;
    if (request.limit == 0) return page;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
    order.reserve(matches.size());
    const bool oldest = request.sort == Sort::kOldest;
    matches.for_each_block([&](std::span<const std::uint32_t> docids) {
      for (const std::uint32_t docid : docids) {
        const std::uint32_t day = reader_.columns().number(index::NumberColumn::kPublished, docid);
        order.emplace_back(day == 0 ? UINT32_MAX : oldest ? day : UINT32_MAX - day, docid);
      }
    });
    const std::size_t enough = std::min(order.size(), (request.offset + request.limit) * 4 + 100);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(enough), order.end());
    std::size_t sorted = enough;
    std::vector<bool> seen(group_sizes_.size());
    std::size_t skipped = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == sorted) {  // many copies: sort the rest too
        std::sort(order.begin() + static_cast<std::ptrdiff_t>(i), order.end());
        sorted = order.size();
      }
      if (!take({order[i].second, 0}, request, seen, skipped, page)) break;
    }
    return page;
  }

  index::IndexReader reader_;
  MatchSets sets_;
  text::Analyzer analyzer_;
  text::TokenList tokens_;
  text::Lexicon lexicon_;
  Snippeter snippeter_;
  std::map<std::string, std::string> source_names_;
  std::vector<text::Language> languages_;
  std::vector<std::uint32_t> group_sizes_;  ///< of the last match set, by group
  std::uint64_t groups_ = 0;
};

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(const std::filesystem::path& folder) {
  Result<std::unique_ptr<Impl>> impl = Impl::open(folder);
  if (!impl) return fail(impl.error());
  return Engine(std::move(*impl));
}

const index::IndexReader& Engine::reader() const { return impl_->reader(); }

bool Engine::outdated() const {
  const auto live = index::live_databases(impl_->reader().folder());
  return live && live->front() != impl_->reader().revision();
}

Status Engine::reopen() {
  Result<std::unique_ptr<Impl>> impl = Impl::open(impl_->reader().folder());
  if (!impl) return fail(impl.error());
  impl_ = std::move(*impl);
  return {};
}

namespace {

/// Runs `f` behind the wall; when the database changed under it, reopens and runs it again, a few times.
template <class F, class Reopen>
auto guarded(F f, Reopen reopen) -> decltype(f()) {
  for (int attempt = 1;; ++attempt) {
    bool changed = false;
    auto outcome = index::guard([&] {
      try {
        return f();
      } catch (const Xapian::DatabaseModifiedError&) {
        changed = true;
        throw;
      }
    });
    if (outcome) return std::move(*outcome);
    if (!changed || attempt == kAttempts) return tl::unexpected(wrap(outcome.error()));
    if (const Status reopened = reopen(); !reopened) return tl::unexpected(wrap(reopened.error()));
  }
}

}  // namespace

SearchResult<SearchResponse> Engine::search(const SearchRequest& request) {
  return guarded([&] { return impl_->search(request); }, [&] { return reopen(); });
}

SearchResult<Selection> Engine::select(const SearchRequest& request) {
  return guarded([&] { return impl_->select(request); }, [&] { return reopen(); });
}

SearchResult<Explanation> Engine::explain(const SearchRequest& request) {
  return guarded([&] { return impl_->explain(request); }, [&] { return reopen(); });
}

SearchResult<std::optional<Engine::Shown>> Engine::show(std::string_view id, const SearchRequest* request) {
  return guarded([&] { return impl_->show(id, request); }, [&] { return reopen(); });
}

}  // namespace dateline::search
