#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "indexer/build/index_builder.h"

namespace dateline::indexer {

/// The document as the library's own writer takes it. Throws Xapian::Error.
Xapian::Document to_xapian(const IndexDocument& document);

}  // namespace dateline::indexer
