#include "searcher/search/similar.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "common/text/characters.h"
#include "common/text/lexicon.h"
#include "common/text/ranking_recipe.h"
#include "common/text/utf8.h"
#include "searcher/search/article_texts.h"
#include "searcher/search/expansion.h"
#include "searcher/search/groups.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/highlight.h"
#include "searcher/search/paging.h"
#include "searcher/search/shown_article.h"
#include "searcher/search/snippet.h"
#include "searcher/search/telling.h"
#include "searcher/search/text_names.h"

namespace dateline::search {
namespace {

using query::PlanNode;

constexpr std::size_t kWords = 40;
constexpr std::size_t kNames = 8;

/// Two characters of Han or Kana, which have no stems.
bool is_han_pair(std::string_view term) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < term.size(); ++count) {
    const UChar32 c = text::next_code_point(term, i);
    if (c < 0 || text::char_class(c) != text::CharClass::kCjk || text::is_hangul(c)) return false;
  }
  return count == 2;
}

/// Words, whole words of Hangul, and pairs of Han: no field.
bool may_tell(const std::string& term) {
  const bool is_hangul = term.starts_with(text::kStemPrefix);
  if (!is_hangul && is_cjk(term)) return is_han_pair(term);
  return is_telling(std::string_view(term).substr(is_hangul ? text::kStemPrefix.size() : 0));
}

/// Those that tell an article from others most, each stem once.
std::vector<std::string> telling_terms(const index::Terms& terms, index::Docid docid, text::Language language,
                                       text::Analyzer& analyzer, const StopFlag* stop) {
  const auto keep = [&](const std::string& term) {
    stop_if_raised(stop);
    return may_tell(term);
  };
  std::vector<std::string> out;
  for (std::string& term : expansion_terms(terms, docid, kWords, keep)) {
    if (!term.starts_with(text::kStemPrefix) && !is_cjk(term)) {
      term = std::string(text::kStemPrefix).append(analyzer.stem(term, language));
    }
    if (std::find(out.begin(), out.end(), term) == out.end()) out.push_back(std::move(term));
  }
  return out;
}

PlanNode spelling(const std::vector<std::string>& terms) {
  if (terms.size() == 1) return {.op = PlanNode::Op::kTerm, .term = terms.front()};
  PlanNode phrase{.op = PlanNode::Op::kPhrase};
  for (const std::string& term : terms) phrase.slots.push_back({term});
  return phrase;
}

/// Adds the names that the article has most often, each in all its spellings.
void add_names(const Article& article, const text::Lexicon& lexicon, PlanNode& root,
               std::vector<std::string>& words) {
  std::unordered_map<std::size_t, std::size_t> counts;
  ArticleTexts().each(article, text::Analyzer::Stems::kLater, [&](const ArticleTexts::Text& text) {
    for (const TextName& name : names_in(text.tokens, lexicon)) {
      if (name.group) ++counts[*name.group];
    }
  });
  std::vector<std::pair<std::size_t, std::size_t>> order(counts.begin(), counts.end());  // group, count
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  for (std::size_t i = 0; i < std::min(kNames, order.size()); ++i) {
    const text::LexiconGroup& group = lexicon.group(order[i].first);
    PlanNode any{.op = PlanNode::Op::kSynonym};
    for (const std::vector<std::string>& phrase : group.phrases) any.parts.push_back(spelling(phrase));
    root.parts.push_back(std::move(any));
    words.push_back(group.spellings.front());
  }
}

SearchResult<std::optional<SimilarArticles>> find_similar(Engine& engine, const SimilarRequest& request,
                                                          Selection& selection) {
  const index::IndexReader& reader = engine.reader();
  const index::Terms& index_terms = reader.terms();
  const auto docid = find_article(reader, request.id);
  if (!docid) return std::optional<SimilarArticles>();
  Result<Article> article = reader.article(*docid);
  if (!article) return tl::unexpected(wrap(article.error()));

  SimilarArticles out;
  out.revision = reader.revision();
  out.index_articles = reader.articles();
  out.notices = std::move(selection.notices);
  query::Plan plan;
  plan.root.op = PlanNode::Op::kOr;
  text::Analyzer analyzer;
  for (std::string& term :
       telling_terms(index_terms, *docid, article->language, analyzer, engine.stop_flag())) {
    out.words.push_back(term.starts_with(text::kStemPrefix) ? term.substr(text::kStemPrefix.size()) : term);
    plan.root.parts.push_back({.op = PlanNode::Op::kTerm, .term = std::move(term)});
  }
  stop_if_raised(engine.stop_flag());
  add_names(*article, engine.lexicon(), plan.root, out.words);
  stop_if_raised(engine.stop_flag());

  std::vector<std::uint32_t> candidates;
  const std::uint32_t group = group_of(reader.columns(), *docid);
  for (const std::uint32_t candidate : selection.matches.docids()) {
    if (group_of(reader.columns(), candidate) != group) candidates.push_back(candidate);
  }
  if (!plan.root.parts.empty() && !candidates.empty()) {
    const HighlightTerms terms = highlight_terms(index_terms, plan.root);
    Snippeter snippeter;
    const PageRange range{
        .offset = request.search.offset, .limit = request.search.limit, .fold = !request.search.copies};
    const SearchResult<std::vector<Scored>> order = engine.rank(plan, MatchSet::of(candidates), range);
    if (!order) return tl::unexpected(order.error());
    for (const Scored& scored : *order) {
      stop_if_raised(engine.stop_flag());
      Result<Article> other = reader.article(scored.docid);
      if (!other) return tl::unexpected(wrap(other.error()));
      Hit hit;
      hit.rank = request.search.offset + out.hits.size() + 1;
      hit.docid = scored.docid;
      hit.score = scored.score;
      hit.title = snippeter.whole(other->title, other->language, {});
      hit.snippet = snippeter.best_passage(other->body, other->language, terms, request.search.snippet_bytes);
      hit.article = std::move(*other);
      out.hits.push_back(std::move(hit));
    }
  }
  article->body.clear();
  out.article = std::move(*article);
  return std::optional<SimilarArticles>(std::move(out));
}

}  // namespace

SearchResult<std::optional<SimilarArticles>> similar(Engine& engine, const SimilarRequest& request) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  return guard_reading([&] { return find_similar(engine, request, *selection); });
}

}  // namespace dateline::search
