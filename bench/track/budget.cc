#include "bench/track/budget.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "bench/record/table.h"

namespace dateline::bench {
namespace {

/// The name under which the history has it.
constexpr const char* kFigureOfBuilding = "build_instructions";

std::vector<std::pair<std::string, Tracked>> tracked_in(const HistoryLine& line) {
  std::vector<std::pair<std::string, Tracked>> out;
  for (const auto& [name, of] : line.classes) {
    if (of.instructions) out.emplace_back(name, *of.instructions);
  }
  if (const auto found = line.figures.find(kFigureOfBuilding); found != line.figures.end()) {
    out.emplace_back(kBuildOfAnArticle, found->second);
  }
  return out;
}

}  // namespace

bool Budget::kept() const {
  if (!unexplained.empty()) return false;
  return !comparable || (missing.empty() && std::ranges::none_of(rows, &BudgetRow::over));
}

Budget check_budget(const HistoryLine& last, const Instructions& now, const std::string& ground) {
  Budget budget;
  budget.comparable = last.ground == ground;
  for (const auto& [name, tracked] : tracked_in(last)) {
    if (last.note.empty() && tracked.ratio.value_or(1) > kMoreInstructions)
      budget.unexplained.push_back(name);
    const auto found = now.find(name);
    if (found == now.end()) {
      budget.missing.push_back(name);
      continue;
    }
    budget.rows.push_back(
        {name, tracked.value, found->second, found->second > kMoreInstructions * tracked.value});
  }
  return budget;
}

std::string text_of(const Budget& budget, const HistoryLine& last, const std::string& ground) {
  std::string out = fmt::format("Instructions of a question, compared with the line of {} ({}):\n\n",
                                last.commit, last.day);
  Table table({"class", "last line", "now", "now / last", "verdict"});
  for (const BudgetRow& row : budget.rows) {
    table.add({row.name, count_text(row.allowed), count_text(row.now),
               fmt::format("{:.3f}", row.now / row.allowed), row.over && budget.comparable ? "OVER" : ""});
  }
  out += table.text() + '\n';
  if (!budget.unexplained.empty()) {
    out += fmt::format("The last line costs more than the one before and does not say why: {}.\n",
                       fmt::join(budget.unexplained, ", "));
  }
  if (!budget.comparable) {
    return out +
           fmt::format("Not judged: the last line was counted with {}, this with {}.\n", last.ground, ground);
  }
  if (!budget.missing.empty())
    out += fmt::format("No longer counted: {}.\n", fmt::join(budget.missing, ", "));
  out += budget.kept()
             ? "The budget is kept.\n"
             : "The budget is not kept. If that is meant, add a line that says why: ./dev bench history add "
               "--note 'WHY'\n";
  return out;
}

}  // namespace dateline::bench
