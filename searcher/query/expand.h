#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/terms.h"

namespace dateline::query {

/// Terms of the index that start with `start`, in byte order; nullopt when there are more than `limit`.
/// Cost: O(result). May throw index errors, like all here.
std::optional<std::vector<std::string>> terms_with_prefix(const index::Terms& index_terms,
                                                          std::string_view start, std::size_t limit);

/// Words of the index (terms with `prefix`, "" or "S") at most `distance` slips from `word`, itself included,
/// that share its first letter, in byte order; nullopt when there are more than `limit`.
/// Cost: O(words with that first letter).
std::optional<std::vector<std::string>> terms_spelt_like(const index::Terms& index_terms,
                                                         std::string_view prefix, std::string_view word,
                                                         unsigned distance, std::size_t limit);

}  // namespace dateline::query
