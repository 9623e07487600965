#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "common/result.h"

namespace dateline::bench {

/// Between a good commit and a bad one.
struct FirstBad {
  std::size_t at = 0;                ///< the first that is known to be bad
  std::vector<std::size_t> unknown;  ///< right before it: these cannot be judged, one of them may be it
};

/// Looks for the first bad one of `count` commits, the last of which is bad, by halves. `is_bad` judges one;
/// nothing when that cannot be done, for one because it cannot be built: its neighbours are asked instead.
Result<FirstBad> find_first_bad(std::size_t count,
                                const std::function<Result<std::optional<bool>>(std::size_t)>& is_bad);

}  // namespace dateline::bench
