#include "tests/eval/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace dateline::eval {

Measures measure(const Grades& grades, const std::vector<std::string>& ranked) {
  constexpr std::size_t kDepth = 10;
  std::vector<int> ideal;
  for (const auto& [id, grade] : grades) {
    if (grade > 0) ideal.push_back(grade);
  }
  if (ideal.empty()) return {};
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  const auto discount = [](std::size_t i) { return std::log2(static_cast<double>(i) + 2); };
  double best = 0;
  for (std::size_t i = 0; i < std::min(kDepth, ideal.size()); ++i) best += ideal[i] / discount(i);
  Measures measures;
  double gain = 0;
  double found = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const auto judged = grades.find(ranked[i]);
    if (judged == grades.end() || judged->second <= 0) continue;
    const auto rank = static_cast<double>(i + 1);
    if (i < kDepth) gain += judged->second / discount(i);
    if (found == 0 && i < kDepth) measures.mrr10 = 1 / rank;
    ++found;
    measures.map += found / rank;
  }
  measures.ndcg10 = gain / best;
  measures.map /= static_cast<double>(ideal.size());
  return measures;
}

}  // namespace dateline::eval
