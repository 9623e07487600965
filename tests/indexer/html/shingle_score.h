#pragma once

#include <cstddef>
#include <string_view>

namespace dateline::html {

/// Main-text score as used by public comparisons of extractors: a text is the multiset of its runs of four
/// words; per page the counts are divided by their sum, so that every page weighs the same.
struct ShingleScore {
  double hit = 0.0;
  double extra = 0.0;
  double missed = 0.0;

  void add_page(std::string_view truth, std::string_view found);
  double precision() const { return hit / (hit + extra); }
  double recall() const { return hit / (hit + missed); }
  double f1() const { return 2 * precision() * recall() / (precision() + recall()); }
};

}  // namespace dateline::html
