#include "searcher/query/group_plan.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "common/index/schema.h"

namespace dateline::query {
namespace {

using index::Field;
using Op = PlanNode::Op;

/// The group of the article, 0 where no article that may be found has the id.
index::GroupNumber group_of_id(const index::Terms& index_terms, const index::Columns& columns,
                               const std::string& id_term) {
  const std::optional<index::Docid> docid = index_terms.first_docid(id_term);
  return docid ? columns.number(index::NumberColumn::kGroup, *docid) : 0;
}

}  // namespace

PlanNode group_node(const index::Terms& index_terms, const index::Columns* columns, std::string_view id,
                    SourceRange range) {
  const auto term_node = [range](std::string term) {
    return PlanNode{.op = Op::kTerm, .filter = true, .term = std::move(term), .range = range};
  };
  const std::string id_term = index::boolean_term(Field::kId, id);
  if (columns == nullptr) return term_node(id_term);
  PlanNode either{.op = Op::kOr, .filter = true, .range = range};
  const index::GroupNumber group = group_of_id(index_terms, *columns, id_term);
  const std::span<const std::uint32_t> groups = columns->numbers(index::NumberColumn::kGroup);
  const std::string prefix(index::info(Field::kId).prefix);
  for (index::Docid docid = 1; group != 0 && docid < groups.size(); ++docid) {
    if (groups[docid] != group) continue;
    index_terms.each_term(docid, prefix, [&](const std::string& term, std::uint32_t) {
      if (term.starts_with(prefix)) either.parts.push_back(term_node(term));
      return false;
    });
  }
  if (either.parts.empty()) return {.op = Op::kNothing, .filter = true, .range = range};
  if (either.parts.size() > 1) return either;
  PlanNode only = std::move(either.parts.front());
  return only;
}

}  // namespace dateline::query
