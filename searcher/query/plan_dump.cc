#include <fmt/format.h>
#include <fmt/ranges.h>

#include "searcher/query/plan.h"

namespace dateline::query {
namespace {

/// "a b" or "a (b|c)", shortened where a prefix stands for many words.
std::string slots_text(const std::vector<std::vector<std::string>>& slots) {
  constexpr std::size_t kShown = 5;
  std::string out;
  for (const std::vector<std::string>& slot : slots) {
    if (!out.empty()) out += ' ';
    if (slot.empty()) {
      out += '*';
    } else if (slot.size() == 1) {
      out += slot.front();
    } else if (slot.size() <= kShown) {
      out += fmt::format("({})", fmt::join(slot, "|"));
    } else {
      out +=
          fmt::format("({}|… {} in all)", fmt::join(slot.begin(), slot.begin() + kShown, "|"), slot.size());
    }
  }
  return out;
}

void dump_node(const PlanNode& node, std::size_t depth, std::string& out) {
  const auto label = [&]() -> std::string {
    switch (node.op) {
      case PlanNode::Op::kNothing:
        return "nothing";
      case PlanNode::Op::kEverything:
        return "everything";
      case PlanNode::Op::kTerm:
        return fmt::format("term {}", node.term);
      case PlanNode::Op::kDocids:
        return fmt::format("articles {} to {} in the order of their addition", node.docids.first,
                           node.docids.last);
      case PlanNode::Op::kPhrase:
        if (node.window > 0) return fmt::format("before/{} {}", node.window, slots_text(node.slots));
        return fmt::format("phrase {}", slots_text(node.slots));
      case PlanNode::Op::kNear:
        return fmt::format("near/{} {}", node.window, slots_text(node.slots));
      case PlanNode::Op::kAnd:
        return "and";
      case PlanNode::Op::kOr:
        return "or";
      case PlanNode::Op::kSynonym:
        return "synonym";
      case PlanNode::Op::kNot:
        return "not";
      case PlanNode::Op::kListed:
        return fmt::format("listed {}", node.listed->label);
      case PlanNode::Op::kAtLeast:
        return fmt::format("at least {}", node.minimum);
    }
    return {};
  };
  out.append(2 * depth, ' ');
  out += fmt::format("{}{}\n", node.filter ? "filter " : "", label());
  for (const PlanNode& part : node.parts) dump_node(part, depth + 1, out);
}

}  // namespace

std::string dump(const PlanNode& node) {
  std::string out;
  dump_node(node, 0, out);
  return out;
}

}  // namespace dateline::query
