#pragma once

#include <filesystem>
#include <memory>

#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

/// A builder on Xapian's own writer: each worker fills small private databases of neighbouring docids, which
/// `Database::compact` merges. Memory stays bounded by the size of the small databases.
/// `target` must not exist; `scratch` is a folder for the small databases and is removed afterwards.
std::unique_ptr<IndexBuilder> make_official_builder(std::filesystem::path target,
                                                    std::filesystem::path scratch, int workers);

}  // namespace dateline::indexer
