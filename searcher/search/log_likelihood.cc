#include "searcher/search/log_likelihood.h"

#include <algorithm>
#include <cmath>

namespace dateline::search {

double log_likelihood(const Frequencies& frequencies) {
  const auto a = static_cast<double>(frequencies.here);
  const auto b = static_cast<double>(frequencies.there);
  const auto c = static_cast<double>(frequencies.words_here);
  const auto d = static_cast<double>(frequencies.words_there);
  if (c == 0 || d == 0) return 0;
  const auto share = [](double observed, double expected) {
    return observed > 0 ? observed * std::log(observed / expected) : 0.0;
  };
  const double ratio = (a + b) / (c + d);
  return std::max(0.0, 2 * (share(a, c * ratio) + share(b, d * ratio)));
}

double times_as_frequent(const Frequencies& frequencies) {
  if (frequencies.words_here == 0 || frequencies.words_there == 0) return 0;
  const double there = frequencies.there == 0 ? 0.5 : static_cast<double>(frequencies.there);
  return static_cast<double>(frequencies.here) / static_cast<double>(frequencies.words_here) /
         (there / static_cast<double>(frequencies.words_there));
}

}  // namespace dateline::search
