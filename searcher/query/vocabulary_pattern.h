#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/terms.h"
#include "common/result.h"

namespace dateline::query {

/// A regular expression of RE2 for the normal forms that a pattern stands for: * is any letters, ? one
/// letter, all else itself. `pattern` in the form in which words are indexed.
std::string expression_of(std::string_view pattern);

/// The words of the index (terms behind `prefix`) that an expression matches from end to end, in any case. In
/// time linear in the vocabulary, bounded in memory. An error where RE2 cannot read the expression, as RE2
/// says it; nullopt where more than `limit` words match.
Result<std::optional<std::vector<std::string>>> terms_matching(const index::Terms& index_terms,
                                                               std::string_view prefix,
                                                               std::string_view expression,
                                                               std::size_t limit);

}  // namespace dateline::query
