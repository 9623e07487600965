#include "searcher/query/outside_plan.h"

#include <utility>

#include "common/index/schema.h"

namespace dateline::query {
namespace {

using Op = PlanNode::Op;

PlanNode any_of(std::vector<PlanNode> parts, SourceRange range) {
  if (parts.empty()) return {.op = Op::kNothing, .filter = true, .range = range};
  if (parts.size() > 1) return {.op = Op::kOr, .filter = true, .parts = std::move(parts), .range = range};
  PlanNode only = std::move(parts.front());
  return only;
}

bool is_in(const dates::YearlyDays& days, dates::Day day) {
  const dates::YearlyDay at{dates::month_of(day), dates::day_of_month(day)};
  return days.from <= days.to ? days.from <= at && at <= days.to : days.from <= at || at <= days.to;
}

bool is_in(const DateNode& node, dates::Day day) {
  if (node.yearly) return is_in(*node.yearly, day);
  return (!node.from || *node.from <= day) && (!node.to || day <= *node.to);
}

}  // namespace

PlanNode tag_node(const Tagged& tagged, std::string_view tag, bool prefix, SourceRange range) {
  std::vector<PlanNode> parts;
  if (tagged) {
    for (const ArticleId id : tagged(tag, prefix)) {
      parts.push_back({.op = Op::kTerm,
                       .filter = true,
                       .term = index::boolean_term(index::Field::kId, to_string(id)),
                       .range = range});
    }
  }
  return any_of(std::move(parts), range);
}

PlanNode added_node(std::span<const index::Addition> additions, const DateNode& node, SourceRange range) {
  std::vector<PlanNode> parts;
  for (const index::Addition& row : additions) {
    if (!is_in(node, row.day)) continue;
    if (!parts.empty() && parts.back().docids.last + 1 == row.first) {
      parts.back().docids.last = row.last;
    } else {
      parts.push_back({.op = Op::kDocids, .filter = true, .docids = {row.first, row.last}, .range = range});
    }
  }
  return any_of(std::move(parts), range);
}

}  // namespace dateline::query
