#include "tests/eval/recipe_query.h"

#include <string>
#include <vector>

namespace dateline::eval {

namespace {

using Xapian::Query;

Query scaled(const Query& query, double factor) { return Query(Query::OP_SCALE_WEIGHT, query, factor); }

Query joined(Query::op op, const std::vector<Query>& parts) { return Query(op, parts.begin(), parts.end()); }

Query any_of(const std::vector<std::string>& terms) {
  return Query(Query::OP_SYNONYM, terms.begin(), terms.end());
}

Query title_of(const text::QueryWord& word) {
  std::vector<Query> groups;
  for (const text::TermGroup& group : word.required) {
    std::vector<std::string> terms;
    for (const std::string& term : group.terms) terms.push_back(text::title_term(term));
    groups.push_back(any_of(terms));
  }
  return joined(Query::OP_AND, groups);
}

Query stems_of(const text::QueryWord& word, std::string_view prefix) {
  std::vector<std::string> terms;
  for (const std::string& stem : word.stems) terms.push_back(std::string(prefix).append(stem));
  return any_of(terms);
}

// All the words' stems, where each stands in the lead.
Query in_lead(const std::vector<const text::QueryWord*>& words) {
  std::vector<Query> stems;
  std::vector<Query> leads;
  for (const text::QueryWord* word : words) {
    stems.push_back(stems_of(*word, text::kStemPrefix));
    leads.push_back(stems_of(*word, text::kLeadPrefix));
  }
  return Query(Query::OP_FILTER, joined(Query::OP_AND, stems), joined(Query::OP_AND, leads));
}

}  // namespace

Query recipe_query(const text::Recipe& recipe, bool titled) {
  std::vector<const text::QueryWord*> words;
  for (const text::QueryWord& word : recipe.words) {
    if (!word.stop_word) words.push_back(&word);
  }
  std::vector<Query> scoring;
  std::vector<Query> bonuses;
  std::vector<Query> titles;
  std::vector<const text::QueryWord*> stemmed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const text::QueryWord& word = *words[i];
    for (const text::WeightedGroup& part : word.scoring)
      scoring.push_back(scaled(any_of(part.group.terms), part.factor));
    titles.push_back(title_of(word));
    if (!word.stems.empty()) stemmed.push_back(&word);
    if (i == 0) continue;
    const text::QueryWord& before = *words[i - 1];
    if (recipe.near_bonus > 0 && !word.term.empty() && !before.term.empty() && word.term != before.term) {
      const std::vector<Query> pair = {Query(before.term), Query(word.term)};
      bonuses.push_back(
          scaled(Query(Query::OP_NEAR, pair.begin(), pair.end(), recipe.near_window), recipe.near_bonus));
    }
    if (!titled && recipe.lead_pair_bonus > 0 && !word.stems.empty() && !before.stems.empty()) {
      bonuses.push_back(scaled(in_lead({&before, &word}), recipe.lead_pair_bonus));
    }
  }
  if (scoring.empty()) return Query::MatchNothing;
  if (recipe.title_bonus > 0 && titles.size() > 1) {
    bonuses.push_back(scaled(joined(Query::OP_AND, titles), recipe.title_bonus));
  }
  if (!titled && recipe.lead_bonus > 0 && stemmed.size() > 1)
    bonuses.push_back(scaled(in_lead(stemmed), recipe.lead_bonus));
  const Query score = joined(Query::OP_OR, scoring);
  return bonuses.empty() ? score : Query(Query::OP_AND_MAYBE, score, joined(Query::OP_OR, bonuses));
}

Xapian::BM25PlusWeight recipe_weight(const text::Weighting& weighting) {
  return Xapian::BM25PlusWeight(weighting.k1, 0, 1, weighting.b, weighting.min_normlen, weighting.delta);
}

}  // namespace dateline::eval
