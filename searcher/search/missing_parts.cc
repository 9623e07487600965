#include "searcher/search/missing_parts.h"

#include <algorithm>

#include "searcher/search/match_sets.h"

namespace dateline::search {
namespace {

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

}  // namespace

std::vector<PartCount> count_parts(const PlanNode& root, MatchSets& sets) {
  std::vector<PartCount> out;
  MatchSet left = sets.everything();
  for (const PlanNode* part : parts_of(root)) {
    const MatchSet own = sets.find(*part).set;
    left &= own;
    out.push_back({part->range, query::dump(*part), own.size(), left.size()});
  }
  return out;
}

MissingParts missing_parts(std::span<const PartCount> parts) {
  MissingParts out;
  for (const PartCount& part : parts) {
    if (part.articles == 0) out.absent.push_back(part.range);
  }
  const auto last = std::ranges::find(parts, std::uint64_t{0}, &PartCount::articles_left);
  if (out.absent.empty() && last != parts.end()) out.last = last->range;
  return out;
}

}  // namespace dateline::search
