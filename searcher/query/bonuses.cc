#include "searcher/query/bonuses.h"

#include <string_view>
#include <utility>

namespace dateline::query {
namespace {

using Words = std::vector<const text::QueryWord*>;

PlanNode all_of(std::vector<PlanNode> parts) {
  if (parts.size() > 1) return {.op = PlanNode::Op::kAnd, .parts = std::move(parts)};
  PlanNode only = std::move(parts.front());
  return only;
}

PlanNode stems_of(const text::QueryWord& word, std::string_view prefix) {
  std::vector<std::string> terms;
  for (const std::string& stem : word.stems) terms.push_back(std::string(prefix).append(stem));
  return group_node(terms, index::Field::kBody, {});
}

PlanNode in_lead(const Words& together) {
  PlanNode node{.op = PlanNode::Op::kAnd};
  for (const text::QueryWord* word : together) node.parts.push_back(stems_of(*word, text::kStemPrefix));
  for (const text::QueryWord* word : together) {
    node.parts.push_back(stems_of(*word, text::kLeadPrefix));
    node.parts.back().filter = true;
  }
  return node;
}

PlanNode in_title(const Words& words) {
  std::vector<PlanNode> titles;
  for (const text::QueryWord* word : words) {
    for (const text::TermGroup& group : word->required)
      titles.push_back(group_node(group.terms, index::Field::kTitle, {}));
  }
  return all_of(std::move(titles));
}

void add_lead_bonuses(const text::Recipe& recipe, Leads leads, const Words& words,
                      std::vector<Boost>& boosts) {
  Words stemmed;
  for (const text::QueryWord* word : words) {
    if (!word->stems.empty()) stemmed.push_back(word);
  }
  if (recipe.lead_pair_bonus > 0) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i - 1]->stems.empty() || words[i]->stems.empty()) continue;
      boosts.push_back({in_lead({words[i - 1], words[i]}), recipe.lead_pair_bonus});
    }
  }
  // Beside articles with titles, of which the index has no lead, this would lift those without too far.
  if (leads != Leads::kAll) return;
  if (recipe.lead_bonus > 0 && stemmed.size() > 1) boosts.push_back({in_lead(stemmed), recipe.lead_bonus});
}

}  // namespace

PlanNode group_node(const std::vector<std::string>& terms, index::Field field, SourceRange range) {
  PlanNode node{.op = PlanNode::Op::kSynonym, .range = range};
  for (const std::string& term : terms) {
    node.parts.push_back({.op = PlanNode::Op::kTerm,
                          .term = field == index::Field::kTitle ? text::title_term(term) : term,
                          .range = range});
  }
  if (node.parts.size() > 1) return node;
  PlanNode only = std::move(node.parts.front());
  return only;
}

Leads leads_of(const index::Terms& index_terms) {
  const auto has = [&](std::string_view prefix) {  // with which no other field's terms begin
    return index_terms.has_prefix(std::string(prefix));
  };
  if (!has(text::kLeadPrefix)) return Leads::kNone;
  return has(text::kTitlePrefix) ? Leads::kSome : Leads::kAll;
}

void add_bonuses(const text::Recipe& recipe, Leads leads, std::vector<Boost>& boosts) {
  Words words;
  for (const text::QueryWord& word : recipe.words) {
    if (!word.stop_word) words.push_back(&word);
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& before = words[i - 1]->term;
    const std::string& term = words[i]->term;
    if (recipe.near_bonus == 0 || term.empty() || before.empty() || term == before) continue;
    boosts.push_back({{.op = PlanNode::Op::kNear, .slots = {{before}, {term}}, .window = recipe.near_window},
                      recipe.near_bonus});
  }
  if (recipe.title_bonus > 0 && words.size() > 1) boosts.push_back({in_title(words), recipe.title_bonus});
  if (leads != Leads::kNone) add_lead_bonuses(recipe, leads, words, boosts);
}

}  // namespace dateline::query
