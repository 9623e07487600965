#pragma once

#include <string_view>

namespace dateline::dates {

/// Whether a whole sentence may speak of the past, by its words `before` and `behind` a date (normal text) in
/// the `languages` of its month name (set of Language; 0 is Korean, Japanese or Chinese). In doubt it does:
/// a participle is enough, and so are languages whose verbs are not known here.
bool may_tell_past(std::string_view before, std::string_view behind, unsigned languages);

}  // namespace dateline::dates
