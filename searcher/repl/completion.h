#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dateline::search {

/// What may stand at the end of a line instead of its last word.
struct Candidate {
  std::string text;
  std::string note;  ///< shown beside it: a count, a title
};

struct Completion {
  static constexpr std::size_t kMax = 40;  ///< candidates given

  std::size_t start = 0;              ///< byte of the line where the word begins
  std::vector<Candidate> candidates;  ///< the most useful first
  std::size_t more = 0;               ///< candidates that were left out
  /// What all of them begin with, those left out too; the word as it was typed where that says more.
  std::string common;
  bool goes_on = false;  ///< the only candidate is not a whole word yet ("source:")
};

}  // namespace dateline::search
