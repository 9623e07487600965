#include "searcher/ledger/past_texts.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "common/index/schema.h"
#include "common/ledger/compared_form.h"
#include "common/text/analyzer.h"
#include "searcher/query/plan.h"
#include "searcher/search/guard_reading.h"
#include "searcher/search/highlight.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/occurrences.h"
#include "searcher/search/stop.h"

namespace dateline::search {
namespace {

using ledger::Ledger;
using ledger::LedgerFile;
using ledger::Record;
using query::PlanNode;
using Op = PlanNode::Op;

/// A plan, to be tried on texts that are in no index.
class TextMatcher {
 public:
  /// Of words: where they stand. Of values of fields: the articles that have them now.
  TextMatcher(const PlanNode& node, MatchSets& sets) : node_(node) {
    const bool is_leaf = node.op == Op::kTerm || node.op == Op::kPhrase || node.op == Op::kNear;
    if (is_leaf) {
      finder_ = std::make_unique<const OccurrenceFinder>(node);
      if (finder_->empty()) finder_.reset();
    }
    if ((is_leaf && !finder_) || node.op == Op::kListed || node.op == Op::kDocids)
      articles_ = sets.find(node).set;
    for (const PlanNode& part : node.parts) parts_.emplace_back(part, sets);
  }

  /// `docid` is the article of the text, 0 where the index has it no more.
  bool holds(const text::TokenList& title, const text::TokenList& body, index::Docid docid) const {
    const auto part_holds = [&](const TextMatcher& part) { return part.holds(title, body, docid); };
    switch (node_.op) {
      case Op::kNothing:
        return false;
      case Op::kEverything:
        return true;
      case Op::kTerm:
      case Op::kPhrase:
      case Op::kNear:
        if (!finder_) return docid != 0 && articles_.contains(docid);
        return !finder_->find(title, TextPart::kTitle).empty() ||
               !finder_->find(body, TextPart::kBody).empty();
      case Op::kListed:
      case Op::kDocids:
        return docid != 0 && articles_.contains(docid);
      case Op::kAnd:
        return std::all_of(parts_.begin(), parts_.end(), part_holds);
      case Op::kOr:
      case Op::kSynonym:
        return std::any_of(parts_.begin(), parts_.end(), part_holds);
      case Op::kNot:
        return !part_holds(parts_.front());
      case Op::kAtLeast:
        return std::count_if(parts_.begin(), parts_.end(), part_holds) >=
               static_cast<std::ptrdiff_t>(node_.minimum);
    }
    return false;
  }

 private:
  const PlanNode& node_;
  std::unique_ptr<const OccurrenceFinder> finder_;
  MatchSet articles_;
  std::vector<TextMatcher> parts_;
};

struct Match {
  std::int32_t day = Record::kNoDay;  ///< the last on which the text was seen
  std::uint64_t id = 0;
  std::uint64_t version = 0;
  index::Docid docid = 0;
};

/// The texts that ledgers keep, with the last day on which each was seen.
std::map<std::pair<std::uint64_t, std::uint64_t>, std::int32_t> kept_texts(const Histories& histories) {
  std::set<std::pair<std::uint64_t, std::uint64_t>> kept;
  for (const Ledger& ledger : histories.ledgers()) {
    for (const LedgerFile& file : ledger.files()) {
      for (std::size_t i = 0; i < file.size(); ++i) {
        const Record record = file.record(i);
        if (record.stored != 0 && record.event != ledger::Event::kList &&
            record.event != ledger::Event::kCapture)
          kept.emplace(record.id, record.text);
      }
    }
  }
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::int32_t> out;
  for (const auto& text : kept) out.emplace(text, Record::kNoDay);
  for (const Ledger& ledger : histories.ledgers()) {
    for (const LedgerFile& file : ledger.files()) {
      for (std::size_t i = 0; i < file.size(); ++i) {
        const Record record = file.record(i);
        if (!ledger::is_sighting(record.event)) continue;
        const auto found = out.find({record.id, record.text});
        if (found != out.end()) found->second = std::max(found->second, record.day);
      }
    }
  }
  return out;
}

SearchResult<PastHit> hit_of(Engine& engine, const Histories& histories, const Match& match,
                             const HighlightTerms& terms, std::size_t snippet_bytes, bool found_now) {
  PastHit hit;
  hit.id = ArticleId{match.id};
  hit.in_index = match.docid != 0;
  hit.found_now = found_now;
  const auto history = histories.find(engine, to_string(hit.id));
  if (!history) return tl::unexpected(history.error());
  if (*history) {
    const std::vector<ledger::Version>& versions = (*history)->history.versions;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      if (versions[i].text != match.version) continue;
      hit.version = i + 1;
      hit.first = versions[i].first;
      hit.last = versions[i].last;
    }
  }
  const auto text = histories.kept(match.id, match.version);
  if (!text) return tl::unexpected(wrap(text.error()));
  if (!*text) return hit;
  Snippeter snippeter;
  const text::Language language = text::Language::from_code((*text)->language);
  hit.title = snippeter.whole((*text)->title, language, terms, TextPart::kTitle);
  hit.snippet = snippeter.best_passage((*text)->body, language, terms, snippet_bytes);
  return hit;
}

SearchResult<PastAnswer> look(Engine& engine, const Histories& histories, const SearchRequest& request,
                              const Selection& selection, std::size_t limit) {
  const index::IndexReader& reader = engine.reader();
  MatchSets sets(reader.terms());
  const TextMatcher matcher(selection.plan.root, sets);
  const bool narrowed = selection.base.size() != reader.articles() || !request.filters.empty() ||
                        !request.from.empty() || !request.to.empty();
  PastAnswer out;
  std::vector<Match> found;
  text::Analyzer analyzer;
  text::TokenList title;
  text::TokenList body;
  for (const auto& [text, day] : kept_texts(histories)) {
    stop_if_raised(engine.stop_flag());
    const auto& [id, version] = text;
    const index::Docid docid =
        reader.terms()
            .first_docid(index::boolean_term(index::Field::kId, to_string(ArticleId{id})))
            .value_or(0);
    if (narrowed && (docid == 0 || !selection.base.contains(docid))) continue;
    if (docid != 0) {
      const Result<Article> now = reader.article(docid);
      if (!now) return tl::unexpected(wrap(now.error()));
      if (ledger::version_hash(*now) == version) continue;
    }
    const auto kept = histories.kept(id, version);
    if (!kept) return tl::unexpected(wrap(kept.error()));
    if (!*kept) continue;
    ++out.searched;
    const text::Language language = text::Language::from_code((*kept)->language);
    text::AnalysisCounts ignored;
    analyzer.analyze((*kept)->title, language, title, ignored);
    analyzer.analyze((*kept)->body, language, body, ignored);
    if (matcher.holds(title, body, docid)) found.push_back({day, id, version, docid});
  }
  out.total = found.size();
  std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
    return std::tuple(-std::int64_t{a.day}, a.id, a.version) <
           std::tuple(-std::int64_t{b.day}, b.id, b.version);
  });
  if (found.size() > limit) found.resize(limit);
  const HighlightTerms terms = highlight_terms(reader.terms(), selection.plan.root);
  const MatchSet found_now = sets.find(selection.plan.root, &selection.base).set;
  for (const Match& match : found) {
    SearchResult<PastHit> hit = hit_of(engine, histories, match, terms, request.snippet_bytes,
                                       match.docid != 0 && found_now.contains(match.docid));
    if (!hit) return tl::unexpected(hit.error());
    out.hits.push_back(std::move(*hit));
  }
  return out;
}

}  // namespace

SearchResult<PastAnswer> search_past(Engine& engine, const Histories& histories, const SearchRequest& request,
                                     std::size_t limit) {
  SearchResult<Selection> selection = engine.select(request);
  if (!selection) return tl::unexpected(selection.error());
  if (selection->relaxed) {
    // That no article has all the words says nothing of the texts that it had.
    SearchResult<Explanation> strict = engine.explain(request);
    if (!strict) return tl::unexpected(strict.error());
    selection->plan = std::move(strict->plan);
  }
  return guard_reading([&] { return look(engine, histories, request, *selection, limit); });
}

}  // namespace dateline::search
