#include "searcher/search/explain.h"

#include <algorithm>
#include <utility>

#include "common/index/terms.h"
#include "common/text/analyzer.h"
#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/match_sets.h"
#include "searcher/search/xapian_matcher.h"

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;

void collect_terms(const PlanNode& node, std::vector<std::string>& out) {
  const auto add = [&](const std::string& term) {
    if (std::find(out.begin(), out.end(), term) == out.end()) out.push_back(term);
  };
  if (node.op == Op::kTerm) add(node.term);
  for (const auto& slot : node.slots) std::for_each(slot.begin(), slot.end(), add);
  for (const PlanNode& part : node.parts) collect_terms(part, out);
}

}  // namespace

query::QueryResult<Explanation> explain(std::string_view text, const query::ParseOptions& parsing,
                                        const query::PlanOptions& planning, const index::Terms& index_terms,
                                        text::Analyzer& analyzer, MatchSets& sets) {
  auto parsed = query::parse_with_tokens(text, parsing);
  if (!parsed) return tl::unexpected(std::move(parsed.error()));
  auto plan = query::plan(parsed->ast, text, index_terms, analyzer, planning);
  if (!plan) return tl::unexpected(std::move(plan.error()));

  Explanation out;
  out.tokens = std::move(parsed->tokens);
  out.ast = std::move(parsed->ast);
  out.xapian = describe_query(*plan, index_terms);
  std::vector<std::string> terms;
  collect_terms(plan->root, terms);
  for (std::string& term : terms) {
    const std::uint64_t articles = sets.find({.op = Op::kTerm, .term = term}).set.size();
    std::uint64_t occurrences = 0;
    for (const std::string& form : index_terms.forms(term)) {
      occurrences += index_terms.collection_frequency(form);
    }
    out.terms.push_back({std::move(term), articles, occurrences});
  }
  const MatchResult found = sets.find(plan->root);
  out.articles = found.set.size();
  out.parts_met = found.parts_met;

  out.parts = count_parts(plan->root, sets);
  if (out.articles == 0) {
    MissingParts missing = missing_parts(out.parts);
    out.killers = std::move(missing.absent);
    if (missing.last) out.killers.push_back(*missing.last);
  }
  out.plan = std::move(*plan);
  return out;
}

}  // namespace dateline::search
