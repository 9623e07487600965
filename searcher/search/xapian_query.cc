#include "searcher/search/xapian_query.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/index/schema.h"
#include "common/index/terms_databases.h"
#include "searcher/query/limits.h"

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;
using Xapian::Query;

std::vector<Query> queries_of(const std::vector<PlanNode>& parts, const index::Terms& index_terms) {
  std::vector<Query> out;
  out.reserve(parts.size());
  for (const PlanNode& part : parts) out.push_back(to_xapian(part, index_terms));
  return out;
}

Query any_form(const std::vector<std::string>& of, const index::Terms& index_terms) {
  const std::vector<std::string> terms = index_terms.forms(of);
  return terms.size() == 1 ? Query(terms.front()) : Query(Query::OP_SYNONYM, terms.begin(), terms.end());
}

Query join(Query::op op, const std::vector<Query>& parts) { return Query(op, parts.begin(), parts.end()); }

Query positional(Query::op op, const PlanNode& node, unsigned window) {
  std::vector<Query> slots;
  for (const std::vector<std::string>& slot : node.slots) {
    if (slot.empty()) continue;  // any word
    slots.push_back(slot.size() == 1 ? Query(slot.front()) : Query(Query::OP_OR, slot.begin(), slot.end()));
  }
  return Query(op, slots.begin(), slots.end(), window);
}

/// Words of the longest text that a phrase may be.
unsigned longest_phrase(const PlanNode& node) {
  std::size_t words = 0;
  for (const std::vector<std::string>& slot : node.slots) words += slot.empty() ? query::kMaxOpenWords : 1;
  return static_cast<unsigned>(words);
}

/// Terms together, so that a word for which two of them stand counts once.
Query synonym(const std::vector<PlanNode>& parts, const index::Terms& index_terms) {
  std::vector<std::string> terms;
  std::vector<Query> either;
  for (const PlanNode& part : parts) {
    if (part.op == Op::kTerm && !part.filter) {
      terms.push_back(part.term);
    } else {
      either.push_back(to_xapian(part, index_terms));
    }
  }
  if (!terms.empty()) either.push_back(any_form(terms, index_terms));
  return join(Query::OP_SYNONYM, either);
}

/// Weighted parts, then filters, then what is taken away.
Query conjunction(const std::vector<PlanNode>& parts, const index::Terms& index_terms) {
  std::vector<Query> weighted;
  std::vector<Query> filters;
  std::vector<Query> excluded;
  for (const PlanNode& part : parts) {
    if (part.op == Op::kNot) {
      if (needs_match_set(part.parts.front())) continue;
      excluded.push_back(to_xapian(part.parts.front(), index_terms));
    } else {
      (part.filter ? filters : weighted).push_back(to_xapian(part, index_terms));
    }
  }
  Query query = weighted.empty()
                    ? Query(Query::OP_SCALE_WEIGHT,
                            filters.empty() ? Query::MatchAll : join(Query::OP_AND, filters), 0.0)
                    : join(Query::OP_AND, weighted);
  if (!weighted.empty() && !filters.empty())
    query = Query(Query::OP_FILTER, query, join(Query::OP_AND, filters));
  if (!excluded.empty()) query = Query(Query::OP_AND_NOT, query, join(Query::OP_OR, excluded));
  return query;
}

Query unscaled(const PlanNode& node, const index::Terms& index_terms) {
  switch (node.op) {
    case Op::kNothing:
      return Query::MatchNothing;
    case Op::kEverything:
    case Op::kDocids:
      return Query::MatchAll;
    case Op::kTerm:
      return any_form({node.term}, index_terms);
    case Op::kPhrase:
      return positional(Query::OP_PHRASE, node, std::max(node.window, longest_phrase(node)));
    case Op::kNear:
      return positional(Query::OP_NEAR, node, node.window);
    case Op::kAnd:
      return conjunction(node.parts, index_terms);
    case Op::kOr:
    case Op::kAtLeast:
      return join(Query::OP_OR, queries_of(node.parts, index_terms));
    case Op::kListed: {
      std::vector<std::string> ids;
      for (const ArticleId id : node.listed->ids)
        ids.push_back(index::boolean_term(index::Field::kId, to_string(id)));
      return {Query::OP_OR, ids.begin(), ids.end()};
    }
    case Op::kSynonym:
      return synonym(node.parts, index_terms);
    case Op::kNot:
      if (needs_match_set(node.parts.front())) return Query::MatchAll;
      return Query(Query::OP_AND_NOT, Query::MatchAll, to_xapian(node.parts.front(), index_terms));
  }
  return Query::MatchNothing;
}

/// Docids as a posting list. Clones share them.
class DocidSource final : public Xapian::PostingSource {
 public:
  using Docids = std::shared_ptr<const std::vector<index::Docid>>;
  explicit DocidSource(Docids docids) : docids_(std::move(docids)) {}

  void init(const Xapian::Database&) override {
    at_ = 0;
    started_ = false;
  }
  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  void next(double) override {
    if (started_) ++at_;
    started_ = true;
  }
  void skip_to(Xapian::docid docid, double) override {
    started_ = true;
    const std::vector<index::Docid>& docids = *docids_;
    if (at_ >= docids.size() || docids[at_] >= docid) return;
    std::size_t step = 1;
    while (at_ + step < docids.size() && docids[at_ + step] < docid) {
      at_ += step;
      step *= 2;
    }
    const auto begin = docids.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto end = docids.begin() + static_cast<std::ptrdiff_t>(std::min(at_ + step, docids.size()));
    at_ = static_cast<std::size_t>(std::lower_bound(begin, end, docid) - docids.begin());
  }
  bool check(Xapian::docid docid, double min_weight) override {
    skip_to(docid, min_weight);
    return true;
  }
  bool at_end() const override { return started_ && at_ >= docids_->size(); }
  Xapian::docid get_docid() const override { return (*docids_)[at_]; }
  DocidSource* clone() const override { return new DocidSource(docids_); }
  std::string get_description() const override { return "DocidSource"; }

 private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(docids_->size()); }

  Docids docids_;
  std::size_t at_ = 0;
  bool started_ = false;
};

class StopSource final : public Xapian::PostingSource {
 public:
  explicit StopSource(const StopFlag& stop) : stop_(&stop) {}

  void init(const Xapian::Database& database) override {
    articles_ = database.get_doccount();
    last_ = database.get_lastdocid();
    const auto first = database.postlist_begin({});
    at_ = first == database.postlist_end({}) ? last_ : *first - 1;
  }
  Xapian::doccount get_termfreq_min() const override { return articles_; }
  Xapian::doccount get_termfreq_est() const override { return articles_; }
  Xapian::doccount get_termfreq_max() const override { return articles_; }
  void next(double) override { move_to(at_ + 1); }
  void skip_to(Xapian::docid docid, double) override {
    if (docid > at_) move_to(docid);
  }
  bool check(Xapian::docid docid, double min_weight) override {
    skip_to(docid, min_weight);
    return true;
  }
  bool at_end() const override { return at_ > last_; }
  Xapian::docid get_docid() const override { return at_; }
  StopSource* clone() const override { return new StopSource(*stop_); }
  std::string get_description() const override { return "StopSource"; }

 private:
  void move_to(Xapian::docid docid) {
    at_ = docid;
    stop_if_raised(stop_);
  }

  const StopFlag* stop_;
  Xapian::doccount articles_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid at_ = 0;
};

}  // namespace

Query to_xapian(const PlanNode& node, const index::Terms& index_terms) {
  Query query = unscaled(node, index_terms);
  return node.filter ? Query(Query::OP_SCALE_WEIGHT, query, 0.0) : query;
}

Query to_xapian(const query::Plan& plan, const index::Terms& index_terms) {
  std::vector<Query> boosts;
  for (const query::Boost& boost : plan.boosts) {
    boosts.emplace_back(Query::OP_SCALE_WEIGHT, to_xapian(boost.node, index_terms), boost.factor);
  }
  const Query root = to_xapian(plan.root, index_terms);
  return boosts.empty() ? root : Query(Query::OP_AND_MAYBE, root, join(Query::OP_OR, boosts));
}

bool needs_match_set(const PlanNode& node) {
  return node.op == Op::kAtLeast || node.op == Op::kDocids || query::has_any_word(node) ||
         std::any_of(node.parts.begin(), node.parts.end(),
                     [](const PlanNode& part) { return needs_match_set(part); });
}

Xapian::Query filter_query(const MatchSet& set) {
  auto docids = std::make_shared<const std::vector<index::Docid>>(set.docids());
  return Xapian::Query((new DocidSource(std::move(docids)))->release());
}

Xapian::Query stop_query(const StopFlag& stop) { return Xapian::Query((new StopSource(stop))->release()); }

std::vector<Scored> page_by_weight(const index::Terms& terms, const index::Columns& columns,
                                   const query::Plan& plan, const MatchSet& matches, bool narrowed,
                                   const Xapian::Weight& weight, PageRange range, const StopFlag* stop) {
  if (range.limit == 0 || matches.empty()) return {};
  const Xapian::Database& database = terms.databases().all();
  std::size_t fetch = range.offset + range.limit + 10;
  for (;;) {
    Xapian::Query ranked = to_xapian(plan, terms);
    const bool filtered = narrowed || needs_match_set(plan.root);
    // A set of docids is a part of a query to one database; of several all hits are looked up in it.
    const bool several = database.size() > 1;
    if (filtered && !several) {
      ranked = Xapian::Query(Xapian::Query::OP_FILTER, ranked, filter_query(matches));
    }
    if (stop != nullptr) ranked = Xapian::Query(Xapian::Query::OP_FILTER, ranked, stop_query(*stop));
    Xapian::Enquire enquire(database);
    enquire.set_query(ranked);
    enquire.set_weighting_scheme(weight);
    if (filtered && several) fetch = database.get_doccount();
    const Xapian::MSet mset = enquire.get_mset(0, static_cast<Xapian::doccount>(fetch));
    PageCutter cutter(columns, range);
    bool full = false;
    for (auto it = mset.begin(); it != mset.end() && !full; ++it) {
      const index::Docid docid = terms.databases().docid_of(*it);
      if (filtered && several && !matches.contains(docid)) continue;
      full = !cutter.take({docid, it.get_weight()});
    }
    if (full || mset.size() < fetch || (filtered && several)) return std::move(cutter).page();
    fetch *= 4;  // many copies
  }
}

}  // namespace dateline::search
