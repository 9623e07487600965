#pragma once

#include "common/index/xapian_wall.h"
#include "searcher/search/search_error.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// Runs `f`, which gives a SearchResult, behind the wall of Xapian's exceptions; Stopped becomes an error
/// too.
template <class F>
auto guard_reading(F f) -> decltype(f()) {
  auto outcome = index::guard([&]() -> decltype(f()) {
    try {
      return f();
    } catch (const Stopped&) {
      return tl::unexpected(wrap(stopped_error()));
    }
  });
  if (!outcome) return tl::unexpected(wrap(outcome.error()));
  return std::move(*outcome);
}

}  // namespace dateline::search
