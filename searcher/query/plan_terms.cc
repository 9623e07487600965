#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ranking_recipe.h"
#include "searcher/query/plan.h"

namespace dateline::query {
namespace {

using Op = PlanNode::Op;

void collect_terms(const PlanNode& node, std::vector<std::string>& out) {
  if (node.op == Op::kNot) return;
  const auto add = [&](const std::string& term) {
    std::string plain = term;
    if (plain.starts_with(text::title_term(text::kStemPrefix))) {
      plain.erase(text::kStemPrefix.size(), text::kTitlePrefix.size());
    } else if (plain.starts_with(text::kTitlePrefix)) {
      plain.erase(0, text::kTitlePrefix.size());
    }
    // Terms of boolean fields begin with another capital.
    const bool word = plain.starts_with(text::kStemPrefix) || plain[0] < 'A' || plain[0] > 'Z' ||
                      text::is_capitals_term(plain);
    if (!word) return;
    if (std::find(out.begin(), out.end(), plain) == out.end()) out.push_back(std::move(plain));
  };
  if (!node.term.empty()) add(node.term);
  for (const auto& slot : node.slots) {
    for (const std::string& term : slot) add(term);
  }
  for (const PlanNode& part : node.parts) collect_terms(part, out);
}

}  // namespace

std::vector<std::string> wanted_terms(const PlanNode& node) {
  std::vector<std::string> out;
  collect_terms(node, out);
  return out;
}

bool has_any_word(const PlanNode& node) {
  return node.op == Op::kPhrase &&
         std::any_of(node.slots.begin(), node.slots.end(), [](const auto& slot) { return slot.empty(); });
}

}  // namespace dateline::query
