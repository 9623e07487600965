#pragma once

#include <map>
#include <string>
#include <vector>

namespace dateline::eval {

/// Grades of the documents that were judged for one query.
using Grades = std::map<std::string, int>;

/// The figures of one query, or their mean over queries.
struct Measures {
  double ndcg10 = 0;  ///< linear gain, as trec_eval's ndcg_cut
  double map = 0;     ///< over the whole list
  double mrr10 = 0;
};

/// `ranked` are document ids, best first, without repeats.
Measures measure(const Grades& grades, const std::vector<std::string>& ranked);

}  // namespace dateline::eval
