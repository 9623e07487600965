#include "searcher/search/missing_parts.h"

#include <algorithm>

namespace dateline::search {

using query::PlanNode;
using Op = PlanNode::Op;

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

MissingParts missing_parts(const PlanNode& root, MatchSets& sets) {
  MissingParts out;
  MatchSet left = sets.everything();
  for (const PlanNode* part : parts_of(root)) {
    const MatchSet own = sets.find(*part).set;
    if (own.empty()) out.absent.push_back(part->range);
    const bool was_empty = left.empty();
    left &= own;
    if (left.empty() && !was_empty) out.last = part->range;
  }
  if (!out.absent.empty()) out.last.reset();
  return out;
}

}  // namespace dateline::search
