#include "searcher/query/history_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dateline::query {
namespace {

using index::Docid;
using index::Facet;
using index::Field;

PlanNode listed(std::vector<Docid> docids, const index::Columns& columns, std::string label,
                SourceRange range) {
  std::sort(docids.begin(), docids.end());
  docids.erase(std::unique(docids.begin(), docids.end()), docids.end());
  std::erase_if(docids, [&](Docid docid) { return !columns.is_living(docid); });
  if (docids.empty()) return {.op = PlanNode::Op::kNothing, .filter = true, .range = range};
  auto articles = std::make_shared<ListedArticles>();
  articles->label = std::move(label);
  for (const Docid docid : docids) articles->ids.push_back(columns.id(docid));
  articles->docids = std::move(docids);
  return {.op = PlanNode::Op::kListed, .filter = true, .range = range, .listed = std::move(articles)};
}

bool is_in(const DateNode& node, dates::Day day) {
  if (!node.yearly) return (!node.from || *node.from <= day) && (!node.to || day <= *node.to);
  const dates::YearlyDay of_year{dates::month_of(day), dates::day_of_month(day)};
  const dates::YearlyDays& days = *node.yearly;
  const bool behind = days.from <= of_year;
  const bool before = of_year <= days.to;
  return days.from <= days.to ? behind && before : behind || before;  // over New Year
}

}  // namespace

PlanNode history_value_node(const index::Columns* columns, Field field, std::string_view value,
                            SourceRange range) {
  const PlanNode nothing{.op = PlanNode::Op::kNothing, .filter = true, .range = range};
  if (columns == nullptr) return nothing;
  const Facet facet = field == Field::kFate ? Facet::kFate : Facet::kEdit;
  const std::uint32_t wanted = columns->find(facet, value);
  if (wanted == 0) return nothing;
  std::vector<Docid> docids;
  for (Docid docid = 1; docid <= columns->last_docid(); ++docid) {
    if (facet == Facet::kFate) {
      if (columns->ordinal(facet, docid) == wanted) docids.push_back(docid);
    } else {
      const index::FlagList kinds = columns->list(facet, docid);
      if (std::find(kinds.begin(), kinds.end(), wanted) != kinds.end()) docids.push_back(docid);
    }
  }
  return listed(std::move(docids), *columns, fmt::format("{}:{}", index::info(field).name, value), range);
}

PlanNode history_days_node(const index::Columns* columns, const DateNode& node, SourceRange range) {
  if (columns == nullptr) return {.op = PlanNode::Op::kNothing, .filter = true, .range = range};
  const index::HistoryColumns& history = columns->history();
  std::vector<Docid> docids;
  for (const auto& [day, docid] : node.field == Field::kChanged ? history.changed : history.removed) {
    if (is_in(node, dates::Day{std::chrono::days{day}})) docids.push_back(docid);
  }
  return listed(std::move(docids), *columns, fmt::format("{}:{}", index::info(node.field).name, node.text),
                range);
}

}  // namespace dateline::query
