#include "bench/track/bisect.h"

#include <set>

namespace dateline::bench {

Result<FirstBad> find_first_bad(std::size_t count,
                                const std::function<Result<std::optional<bool>>(std::size_t)>& is_bad) {
  std::set<std::size_t> unknown;
  std::size_t first = 0;  // all before it are good
  std::size_t bad = count - 1;
  for (;;) {
    // Of those that may be the first bad one, the nearest to the middle that can be judged.
    std::optional<std::size_t> next;
    const std::size_t middle = first + (bad - first) / 2;
    for (std::size_t i = first; i < bad; ++i) {
      if (unknown.contains(i)) continue;
      const auto distance = [&](std::size_t at) { return at > middle ? at - middle : middle - at; };
      if (!next || distance(i) < distance(*next)) next = i;
    }
    if (!next) break;
    const auto judged = is_bad(*next);
    if (!judged) return fail(judged.error());
    if (!*judged) {
      unknown.insert(*next);
    } else if (**judged) {
      bad = *next;
    } else {
      first = *next + 1;
    }
  }
  FirstBad out;
  out.at = bad;
  for (std::size_t i = first; i < bad; ++i) out.unknown.push_back(i);
  return out;
}

}  // namespace dateline::bench
