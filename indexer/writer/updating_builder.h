#pragma once

#include <filesystem>
#include <memory>

#include "common/result.h"
#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

/// Copies the database `from` to `to` and changes the copy through the library's own writer: for few
/// documents. The first is not touched. A System error when the copy fails.
Result<std::unique_ptr<IndexBuilder>> make_updating_builder(const std::filesystem::path& from,
                                                            const std::filesystem::path& to);

}  // namespace dateline::indexer
