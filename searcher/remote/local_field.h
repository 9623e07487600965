#pragma once

#include <optional>

#include "common/index/schema.h"
#include "searcher/query/ast.h"

namespace dateline::remote {

/// Whether what a field asks for is beside the terms of an index, where no server of Xapian finds it: in the
/// facet columns (group:), the ledger (fate:) or the notes of the reader (tag:).
bool is_local(index::Field field);

/// The first such field that a query asks for. Pure.
std::optional<index::Field> local_field(const query::Node& node);

}  // namespace dateline::remote
