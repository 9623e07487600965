#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/files.h"
#include "common/index/manifest.h"
#include "common/index/write_file.h"
#include "common/result.h"

namespace dateline::index {

/// The folder that holds an index:
///   MANIFEST                 what the index consists of; replaced by rename
///   XAPIANDB                 Xapian stub file with a line for each segment, written after the manifest
///   seg-000007/              a segment: glass database and facet columns
///   changes-000009.dateline  state files, each under a new name when it changes
///   LOCK                     locked by the one writer
/// Any Xapian tool opens the folder as a database.

/// What the live index consists of. An Index error with a remedy when the folder is missing, is no index, or
/// was made with another schema.
Result<Manifest> manifest_of(const std::filesystem::path& folder);
/// The same of an index that may be of an older schema, from kOldestUpgradable on.
Result<Manifest> upgradable_manifest_of(const std::filesystem::path& folder);

/// Whether that is the error of IndexFolderWriter::open when another writer has the lock.
bool is_locked(const Error& error);

/// Whether there is an index to read or to add to, of whatever schema: false where nothing is, where the
/// folder is empty, and where it holds only what a first build left that was killed. An Index error when it
/// holds something else, a System error when it cannot be looked at.
Result<bool> has_index(const std::filesystem::path& folder);

/// The only writer of an index folder while it lives. It writes into new segments and state files that no
/// reader sees; `publish` makes them the index in one rename. If the program dies before, the old index stays
/// intact and the next writer sweeps the rest away. It removes only what it made itself, and segments and
/// state files that the manifest does not name; segments only when no reader holds them.
class IndexFolderWriter {
 public:
  /// Creates the folder where needed. An Index error when another writer has the lock or the folder holds
  /// something else, a System error when it cannot be read.
  static Result<IndexFolderWriter> open(const std::filesystem::path& folder);

  /// The index as it is; none when there is no index yet, or one of a schema before kOldestUpgradable, which
  /// `publish` replaces.
  const std::optional<Manifest>& live() const { return live_; }
  /// The state files of a role of the index as it is, also of one of another schema (state_files_in).
  std::vector<FileInfo> live_state(std::string_view role) const;
  /// What `publish` will publish; never used before, whatever the folder held.
  std::uint64_t next_generation() const { return next_generation_; }
  /// Of an index that is a copy of a generation of another one: what `publish` will publish is that.
  void use_generation(std::uint64_t generation) { next_generation_ = generation; }

  /// Makes an empty folder for a new segment.
  Result<std::filesystem::path> new_segment();
  /// A name for a state file that the caller makes: nothing has it yet, and `abandon` removes it.
  std::filesystem::path new_state_file(std::string_view role);
  /// Writes and syncs a new state file.
  Result<FileInfo> write_state(std::string_view role, std::initializer_list<std::string_view> parts);
  Result<FileInfo> write_state(std::string_view role, const Produce& produce);

  /// Makes this the index and removes what nobody reads any more. Schema, analyzer, generation and next
  /// number are set here. After an error the old index stands, or, as the message then says, it is not known
  /// which. Otherwise the new one stands; the text is empty, or says that the disk has not confirmed it.
  Result<std::string> publish(Manifest manifest);
  /// Removes what was written, unless the manifest names it or may name it, and the folder where this writer
  /// made it.
  void abandon() noexcept;

 private:
  Status rename_manifest(const std::filesystem::path& written, const std::string& text);
  Status write_stub() const;
  void sweep() noexcept;

  enum class State { kWriting, kPublished, kUnknown };
  State state_ = State::kWriting;
  std::filesystem::path folder_;
  std::optional<Manifest> live_;
  std::string live_text_;  ///< its manifest as it was found, of whatever schema
  bool is_new_ = false;    ///< there was no index of whatever schema
  std::uint64_t next_generation_ = 1;
  std::uint64_t next_number_ = 1;
  std::vector<std::filesystem::path> new_segments_;
  std::vector<std::filesystem::path> new_files_;
  bool made_lock_ = false;
  std::vector<std::filesystem::path>
      made_;  ///< folders on the way to the index, and the index, outer ones first
  FileLock lock_;
};

/// A reader holds this lock (shared) in the folder of a segment, so that writers do not remove it.
inline constexpr std::string_view kInUseFile = "in-use";

/// Describes all files of a segment, in the order of their names. A System error names what cannot be read.
Result<std::vector<FileInfo>> describe_segment(const std::filesystem::path& segment);

}  // namespace dateline::index
