#pragma once

#include <optional>
#include <string>

#include "common/index/columns.h"
#include "common/index/docid.h"
#include "common/index/terms.h"

namespace dateline::index {

/// The article that has a term, of several (which share a key, say) the one with the lowest id. May throw
/// Xapian::Error.
std::optional<Docid> article_with(const Terms& terms, const Columns& columns, const std::string& term);

}  // namespace dateline::index
