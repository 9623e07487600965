#include "searcher/query/to_xapian.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "searcher/query/limits.h"

namespace dateline::query {
namespace {

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
  for (const std::vector<std::string>& slot : node.slots) words += slot.empty() ? kMaxOpenWords : 1;
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
    case Op::kSynonym:
      return synonym(node.parts, index_terms);
    case Op::kNot:
      return Query(Query::OP_AND_NOT, Query::MatchAll, to_xapian(node.parts.front(), index_terms));
  }
  return Query::MatchNothing;
}

}  // namespace

Query to_xapian(const PlanNode& node, const index::Terms& index_terms) {
  Query query = unscaled(node, index_terms);
  return node.filter ? Query(Query::OP_SCALE_WEIGHT, query, 0.0) : query;
}

Query to_xapian(const Plan& plan, const index::Terms& index_terms) {
  std::vector<Query> boosts;
  for (const Boost& boost : plan.boosts) {
    boosts.emplace_back(Query::OP_SCALE_WEIGHT, to_xapian(boost.node, index_terms), boost.factor);
  }
  const Query root = to_xapian(plan.root, index_terms);
  return boosts.empty() ? root : Query(Query::OP_AND_MAYBE, root, join(Query::OP_OR, boosts));
}

bool has_any_word(const PlanNode& node) {
  return node.op == Op::kPhrase &&
         std::any_of(node.slots.begin(), node.slots.end(), [](const auto& slot) { return slot.empty(); });
}

bool needs_match_set(const PlanNode& node) {
  return node.op == Op::kAtLeast || has_any_word(node) ||
         std::any_of(node.parts.begin(), node.parts.end(),
                     [](const PlanNode& part) { return needs_match_set(part); });
}

}  // namespace dateline::query
