#include "searcher/query/group_plan.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "common/index/schema.h"

namespace dateline::query {
namespace {

using index::Field;
using Op = PlanNode::Op;

/// The group of the article, 0 where no article that may be found has the id.
std::uint32_t group_of_id(const Xapian::Database& database, const index::Columns& columns,
                          const std::string& id_term) {
  // Of several indexes that hold the article only the first one's is to be found, and has a group.
  for (auto docid = database.postlist_begin(id_term); docid != database.postlist_end(id_term); ++docid) {
    const std::uint32_t group = columns.number(index::NumberColumn::kGroup, *docid);
    if (group != 0) return group;
  }
  return 0;
}

}  // namespace

PlanNode group_node(const Xapian::Database& database, const index::Columns* columns, std::string_view id,
                    SourceRange range) {
  const auto term_node = [range](std::string term) {
    return PlanNode{.op = Op::kTerm, .filter = true, .term = std::move(term), .range = range};
  };
  const std::string id_term = index::boolean_term(Field::kId, id);
  if (columns == nullptr) return term_node(id_term);
  PlanNode either{.op = Op::kOr, .filter = true, .range = range};
  const std::uint32_t group = group_of_id(database, *columns, id_term);
  const std::span<const std::uint32_t> groups = columns->numbers(index::NumberColumn::kGroup);
  const std::string prefix(index::info(Field::kId).prefix);
  for (std::uint32_t docid = 1; group != 0 && docid < groups.size(); ++docid) {
    if (groups[docid] != group) continue;
    auto term = database.termlist_begin(docid);
    term.skip_to(prefix);
    if (term != database.termlist_end(docid) && (*term).starts_with(prefix)) {
      either.parts.push_back(term_node(*term));
    }
  }
  if (either.parts.empty()) return {.op = Op::kNothing, .filter = true, .range = range};
  if (either.parts.size() > 1) return either;
  PlanNode only = std::move(either.parts.front());
  return only;
}

}  // namespace dateline::query
