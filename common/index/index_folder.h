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

/// Whether there is an index to read or to add to: false where nothing is, where the folder is empty, and
/// where it holds only what a first build left that was killed. An Index error when it holds something else,
/// a System error when it cannot be looked at.
Result<bool> has_index(const std::filesystem::path& folder);

/// The only writer of an index folder while it lives. Building goes on in a new database folder that no
/// reader sees; `publish` makes it the index in one rename. If the program dies before, the old index stays
/// intact and the next writer sweeps the rest away. It removes only what it made itself, and databases that
/// neither the stub names nor a reader holds.
class IndexFolderWriter {
 public:
  /// Creates the folder where needed, and an empty one for the new database. An Index error when another
  /// writer has the lock or the folder holds something else, a System error when it cannot be read.
  static Result<IndexFolderWriter> open(const std::filesystem::path& folder);

  /// The folder for the new database; it is empty.
  const std::filesystem::path& new_database() const { return new_database_; }

  /// Makes the new database the index and removes old ones that nobody reads any more. After an error the old
  /// index stands, or, as the message then says, it is not known which. Otherwise the new one stands; the
  /// text is empty, or says that the disk has not confirmed it.
  Result<std::string> publish();
  /// Removes what was written of the new database, unless the stub names it or may name it, and the folder
  /// where this writer made it.
  void abandon() noexcept;

 private:
  Status rename_stub(const std::filesystem::path& written, const std::string& stub);
  void sweep() noexcept;

  enum class State { kWriting, kPublished, kUnknown };
  State state_ = State::kWriting;
  std::filesystem::path folder_;
  std::filesystem::path new_database_;
  std::vector<std::string> live_;  ///< databases that the stub names
  bool made_lock_ = false;
  std::vector<std::filesystem::path>
      made_;  ///< folders on the way to the index, and the index, outer ones first
  FileLock lock_;
};

/// A reader holds this lock (shared) in the folder of a database, so that writers do not remove it.
inline constexpr std::string_view kInUseFile = "in-use";

}  // namespace dateline::index
