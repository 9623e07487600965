#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "common/result.h"
#include "searcher/query/query_error.h"

namespace dateline::search {

/// Why a search gave no answer: a query error with its place, or any other error.
struct SearchError {
  Error error;
  std::string place;  ///< for query errors: the query with a caret under the place, lines ended by '\n'

  /// Somebody raised the flag of `Engine::stop_at`.
  bool stopped() const { return error.kind == ErrorKind::kStopped; }
};
template <class T>
using SearchResult = tl::expected<T, SearchError>;

inline SearchError wrap(Error error) { return {.error = std::move(error), .place = {}}; }

inline SearchError wrap(const query::QueryError& error, std::string_view text) {
  return {.error = error.to_error(), .place = query::caret_text(error, text)};
}

}  // namespace dateline::search
