#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "common/result.h"
#include "indexer/writer/bulk_options.h"
#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

enum class BuilderKind {
  kBulk,      ///< tables written directly; see BulkBuilder
  kOfficial,  ///< Xapian's own writer and compaction
};

struct ChosenBuilder {
  std::unique_ptr<IndexBuilder> builder;
  BuilderKind kind = BuilderKind::kBulk;
  std::string notice;  ///< why it is not the wanted kind, for the user; empty when it is
};

/// Ok when the library on this machine writes the known format.
using FormatProbe = std::function<Status(const std::filesystem::path& scratch)>;

/// The wanted builder; the official one when the installed library writes a format that the bulk builder does
/// not know. `probe` is glass::probe_format when empty. The official builder only looks at the folders and at
/// `workers`.
Result<ChosenBuilder> choose_builder(BuilderKind wanted, BulkOptions options, FormatProbe probe = {});

}  // namespace dateline::indexer
