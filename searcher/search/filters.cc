#include "searcher/search/filters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "common/index/article_id.h"
#include "searcher/query/field_plan.h"
#include "searcher/query/group_plan.h"
#include "searcher/search/facet_range.h"

namespace dateline::search {
namespace {

using index::FieldInfo;
using index::FieldType;
using query::PlanNode;

std::string filter_names() {
  std::vector<std::string_view> names(index::kFacetNames.begin(), index::kFacetNames.end());
  for (const FieldInfo& row : index::kFields) {
    const bool is_filter =
        row.type == FieldType::kBoolean || row.type == FieldType::kGroup || row.type == FieldType::kTag;
    if (is_filter && !index::find_facet(row.name)) names.push_back(row.name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Status add_filter(Filters& filters, std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return fail(ErrorKind::kQuery, fmt::format("the filter \"{}\" has no value", text),
                "write field=value, for example source=kcna.kp-en");
  }
  const std::string_view name = text.substr(0, equals);
  const std::string_view value = text.substr(equals + 1);
  if (const auto facet = index::find_facet(name)) {
    if (const auto range = FacetRange::parse(*facet, value); !range) return tl::unexpected(range.error());
    filters.facets.push_back({*facet, std::string(value)});
    return {};
  }
  const FieldInfo* field = index::find_field(name);
  if (!field || field->type == FieldType::kText || field->type == FieldType::kJuche) {
    return fail(ErrorKind::kQuery, fmt::format("there is no filter \"{}\"", name),
                fmt::format("filters are {}", filter_names()));
  }
  if (field->type == FieldType::kDate || field->type == FieldType::kHistoryDay ||
      field->type == FieldType::kAdded) {
    return fail(ErrorKind::kQuery, fmt::format("{} is no filter, because it is a range of days", name),
                fmt::format("for the day of publication use --from and --to, else write {}:{} in the query",
                            name, value.empty() ? "2023" : value));
  }
  if (value.empty()) {
    return fail(ErrorKind::kQuery, fmt::format("the filter {} needs a value", name),
                fmt::format("{}: {}", name, field->help));
  }
  if (field->type == FieldType::kGroup && !parse_article_id(value)) {
    return fail(ErrorKind::kQuery, fmt::format("\"{}\" is no article id", value),
                fmt::format("{}: {}", name, field->help));
  }
  filters.fields.push_back(
      {field->field, field->field == index::Field::kUrl ? index::canonical_url(value) : std::string(value)});
  return {};
}

PlanNode filter_plan(const Filters& filters, const index::Terms& terms, const index::Columns& columns,
                     const query::Tagged& tagged) {
  PlanNode all{.op = PlanNode::Op::kAnd, .filter = true};
  for (auto first = filters.fields.begin(); first != filters.fields.end(); ++first) {
    const auto same = [&](const FieldFilter& other) { return other.field == first->field; };
    if (std::any_of(filters.fields.begin(), first, same)) continue;
    PlanNode either{.op = PlanNode::Op::kOr, .filter = true};
    for (auto other = first; other != filters.fields.end(); ++other) {
      if (!same(*other)) continue;
      either.parts.push_back(
          other->field == index::Field::kGroup ? query::group_node(terms, &columns, other->value)
          : other->field == index::Field::kTag ? query::tag_node(tagged, other->value, false, {})
                                               : query::value_node(other->field, other->value));
    }
    all.parts.push_back(std::move(either));
  }
  if (filters.from || filters.to) {
    all.parts.push_back(query::days_node(terms, index::Field::kPublished, filters.from, filters.to));
  }
  if (all.parts.empty()) return {.op = PlanNode::Op::kEverything, .filter = true};
  return all;
}

}  // namespace dateline::search
