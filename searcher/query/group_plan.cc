#include "searcher/query/group_plan.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/index/article_with.h"
#include "common/index/schema.h"

namespace dateline::query {
namespace {

using index::Field;
using Op = PlanNode::Op;

/// The group of the article, 0 where no article that may be found has the id.
index::GroupNumber group_of_id(const index::Terms& index_terms, const index::Columns& columns,
                               const std::string& id_term) {
  const std::optional<index::Docid> docid = index::article_with(index_terms, columns, id_term);
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
  std::vector<ArticleId> ids;
  for (index::Docid docid = 1; group != 0 && docid <= columns->last_docid(); ++docid) {
    if (columns->number(index::NumberColumn::kGroup, docid) == group) ids.push_back(columns->id(docid));
  }
  std::sort(ids.begin(), ids.end());
  for (const ArticleId member : ids)
    either.parts.push_back(term_node(index::boolean_term(Field::kId, to_string(member))));
  if (either.parts.empty()) return {.op = Op::kNothing, .filter = true, .range = range};
  if (either.parts.size() > 1) return either;
  PlanNode only = std::move(either.parts.front());
  return only;
}

}  // namespace dateline::query
