#include "searcher/search/explain.h"

#include <algorithm>
#include <utility>

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;

void collect_terms(const PlanNode& node, std::vector<std::string>& out) {
  const auto add = [&](const std::string& term) {
    if (std::find(out.begin(), out.end(), term) == out.end()) out.push_back(term);
  };
  if (!node.term.empty()) add(node.term);
  for (const auto& slot : node.slots) std::for_each(slot.begin(), slot.end(), add);
  for (const PlanNode& part : node.parts) collect_terms(part, out);
}

/// In the order of the query, so that "nothing was left" names a part that a reader comes to.
std::vector<const PlanNode*> parts_of(const PlanNode& root) {
  std::vector<const PlanNode*> parts;
  if (root.op == Op::kAnd || root.op == Op::kAtLeast) {
    for (const PlanNode& part : root.parts) {
      if (part.op == Op::kAtLeast) {
        for (const PlanNode& inner : part.parts) parts.push_back(&inner);
      } else {
        parts.push_back(&part);
      }
    }
  } else {
    parts.push_back(&root);
  }
  std::stable_sort(parts.begin(), parts.end(),
                   [](const PlanNode* a, const PlanNode* b) { return a->range.offset < b->range.offset; });
  return parts;
}

}  // namespace

query::QueryResult<Explanation> explain(std::string_view text, const query::ParseOptions& parsing,
                                        const query::PlanOptions& planning, const Xapian::Database& database,
                                        const index::WordForms& forms, text::Analyzer& analyzer,
                                        MatchSets& sets) {
  auto parsed = query::parse_with_tokens(text, parsing);
  if (!parsed) return tl::unexpected(std::move(parsed.error()));
  auto plan = query::plan(parsed->ast, text, database, analyzer, planning);
  if (!plan) return tl::unexpected(std::move(plan.error()));

  Explanation out;
  out.tokens = std::move(parsed->tokens);
  out.ast = std::move(parsed->ast);
  out.xapian = query::to_xapian(*plan, forms).get_description();
  std::vector<std::string> terms;
  collect_terms(plan->root, terms);
  for (std::string& term : terms) {
    const std::uint64_t articles = sets.find({.op = Op::kTerm, .term = term}).set.size();
    std::uint64_t occurrences = 0;
    for (const std::string& form : forms.terms(term)) occurrences += database.get_collection_freq(form);
    out.terms.push_back({std::move(term), articles, occurrences});
  }
  const MatchResult found = sets.find(plan->root);
  out.articles = found.set.size();
  out.parts_met = found.parts_met;

  MatchSet left = sets.everything();
  for (const PlanNode* part : parts_of(plan->root)) {
    const MatchSet own = sets.find(*part).set;
    left &= own;
    out.parts.push_back({part->range, query::dump(*part), own.size(), left.size()});
  }
  if (out.articles == 0) {
    for (const PartCount& part : out.parts) {
      if (part.articles == 0) out.killers.push_back(part.range);
    }
    const auto last = std::find_if(out.parts.begin(), out.parts.end(),
                                   [](const PartCount& part) { return part.articles_left == 0; });
    if (out.killers.empty() && last != out.parts.end()) out.killers.push_back(last->range);
  }
  out.plan = std::move(*plan);
  return out;
}

}  // namespace dateline::search
