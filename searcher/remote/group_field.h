#pragma once

#include "searcher/query/ast.h"

namespace dateline::remote {

/// Whether a query asks for the copies of an article (group:), which needs the facet columns. Pure.
bool names_group(const query::Node& node);

}  // namespace dateline::remote
