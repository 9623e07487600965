#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "indexer/writer/index_document.h"

namespace dateline::testing {

using NumberedDocument = std::pair<std::uint32_t, indexer::IndexDocument>;

/// Documents of hostile shapes, a function of the seed alone: empty ones, terms of 245 bytes and with NUL
/// bytes, terms in every document and in one, positions of 0 and near 2^32, repeated and falling, wdf 0 and
/// huge, many slots, long values and data that deflate well or not at all, docids with gaps.
std::vector<NumberedDocument> generated_documents(std::uint64_t seed);

}  // namespace dateline::testing
