#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <span>
#include <vector>

#include "common/index/files.h"
#include "common/index/manifest.h"
#include "common/index/write_file.h"
#include "common/ledger/past_step.h"
#include "common/result.h"

namespace dateline::ledger {

/// The steps that an index has taken since it was built, mapped into memory. Immutable, thread-safe.
class PastLog {
 public:
  /// Of the files that a manifest names; none in an index of an older program. An Index error when one is
  /// missing or damaged.
  static Result<PastLog> open(const std::filesystem::path& index, const index::Manifest& manifest);

  /// Oldest first. The first begins, and no other.
  const std::vector<PastStep>& steps() const { return steps_; }

 private:
  std::vector<index::MappedFile> files_;
  std::vector<PastStep> steps_;
};

/// Writes the steps of these files (names in `index`) as they are, the beginning of a new file. `purged`,
/// ids: of articles that are one of these, or had one of these addresses, only docid, id and hash stay.
Status begin_past_file(const std::filesystem::path& index, std::span<const index::FileInfo> files,
                       const std::set<std::uint64_t>& purged, const index::Sink& sink);

}  // namespace dateline::ledger
