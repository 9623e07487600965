#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/index/files.h"
#include "common/result.h"

namespace dateline::index {

/// The folder that holds an index:
///   XAPIANDB     Xapian stub file: one line per live database; replaced by rename
///   db-000007/   glass database and beside it the facet columns for exactly this revision
///   LOCK         locked by the one writer
/// Any Xapian tool opens the folder as a database.

/// Names of the live databases ("db-000007"), in the order of the stub. An Index error with a remedy when the
/// folder is missing or is no index.
Result<std::vector<std::string>> live_databases(const std::filesystem::path& folder);

/// The only writer of an index folder while it lives. Building goes on in a new database folder that no
/// reader sees; `publish` makes it the index in one rename. If the program dies before, the old index stays
/// intact and the next writer sweeps the rest away.
class IndexFolderWriter {
 public:
  /// Creates the folder where needed. An Index error when another writer has the lock or the folder holds
  /// something else.
  static Result<IndexFolderWriter> open(const std::filesystem::path& folder);

  /// The folder for the new database; it does not exist yet.
  const std::filesystem::path& new_database() const { return new_database_; }

  /// Makes the new database the index and removes old ones that nobody reads any more.
  Status publish();
  /// Removes what was written of the new database, and the folder where it held no index before.
  void abandon() noexcept;

 private:
  void sweep() noexcept;

  std::filesystem::path folder_;
  std::filesystem::path new_database_;
  FileLock lock_;
};

/// A reader holds this lock (shared) in the folder of a database, so that writers do not remove it.
inline constexpr std::string_view kInUseFile = "in-use";

}  // namespace dateline::index
