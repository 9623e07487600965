#pragma once

#include <cstdint>

#include "common/result.h"
#include "indexer/writer/index_document.h"

/// What the glass format cannot hold of a document.
namespace dateline::indexer {

/// An Input error when a term is empty or longer than 245 bytes (its escaped form, with prefix), or a value
/// stands in the reserved slot 2^32 - 1.
Status check_limits(const IndexDocument& document);

/// The sum of all wdf; an Input error when it is over 2^32 - 1.
Result<std::uint32_t> length_of(const IndexDocument& document);

}  // namespace dateline::indexer
