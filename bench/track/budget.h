#pragma once

#include <string>
#include <vector>

#include "bench/track/history.h"
#include "bench/track/instructions.h"

namespace dateline::bench {

/// A class of questions whose instructions the last line of the history tells.
struct BudgetRow {
  std::string name;
  double allowed = 0;  ///< those of the last line
  double now = 0;
  bool over = false;
};

struct Budget {
  std::vector<BudgetRow> rows;
  std::vector<std::string> missing;      ///< in the last line, and not counted now
  std::vector<std::string> unexplained;  ///< dearer in the last line than in the one before, without a note
  bool comparable = true;                ///< compiler, libraries and processor are those of the last line

  bool kept() const;
};

/// Compares what a build costs with the last line of the history: no class may cost over 5 % more
/// instructions, and a last line in which one does, compared with the line before, says why.
Budget check_budget(const HistoryLine& last, const Instructions& now, const std::string& ground);

std::string text_of(const Budget& budget, const HistoryLine& last, const std::string& ground);

}  // namespace dateline::bench
