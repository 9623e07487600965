#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/dates/day.h"
#include "common/index/additions.h"
#include "common/index/changes.h"
#include "common/index/index_folder.h"
#include "common/index/manifest.h"
#include "common/result.h"

namespace dateline::indexer {

/// A change of an index on its way: the lock, and what the next manifest will say. Unless it is published,
/// all that was written goes with it. Not thread-safe.
class Commit {
 public:
  /// A new index in place of the one that is there, if any.
  static Result<Commit> replace(const std::filesystem::path& index);
  /// A change of the index that is there: it begins with its manifest and changes. An Index error as of
  /// index::manifest_of.
  static Result<Commit> change(const std::filesystem::path& index);

  /// The same of an index that may be of an older schema or another analyzer (upgradable_manifest_of).
  static Result<Commit> upgrade(const std::filesystem::path& index);

  Commit(Commit&&) = default;
  Commit& operator=(Commit&&) = delete;
  ~Commit();

  index::IndexFolderWriter& folder() { return *folder_; }
  index::Manifest& next() { return next_; }
  /// What the next manifest will be called.
  std::uint64_t next_generation() const { return folder_->next_generation(); }
  index::Changes& changes() { return changes_; }

  /// When it is made: docids that come with it are known to be of that day, and the index can be asked for
  /// its state at a time. Without it that is not known.
  void date(std::optional<std::chrono::sys_seconds> now) { now_ = now; }
  const std::optional<std::chrono::sys_seconds>& now() const { return now_; }

  const std::filesystem::path& path() const { return path_; }
  /// Whether it goes on from the index that is there, and does not take its place.
  bool changes_live() const { return changes_live_; }

  /// Takes the segments from an interval of docids out of the manifest, and forgets the changes of their
  /// articles, which the segment in their place has taken in.
  void take_out(index::Docid first, index::Docid last);
  /// Puts a segment in its place.
  void put(index::SegmentInfo segment);
  /// Writes a state file in place of those of that role, of which the first `kept` stay before it.
  Status write_state(std::string_view role, std::initializer_list<std::string_view> parts,
                     std::size_t kept = 0);
  Status write_state(std::string_view role, const index::Produce& produce, std::size_t kept = 0);

  /// Takes a state file that was made under a name of IndexFolderWriter::new_state_file behind those of that
  /// role.
  void put_state(std::string_view role, index::FileInfo file) { put_state(role, std::move(file), SIZE_MAX); }

  /// Counts the dead of each segment, drops segments of which nothing lives, writes the changes and, unless
  /// that was done (past_writer.h), the step by which the index can be asked for its states, and publishes.
  /// The text is empty, or says what the user should know. No reader of this process may hold a segment that
  /// is to go.
  Result<std::string> publish();

 private:
  void put_state(std::string_view role, index::FileInfo file, std::size_t kept);
  Commit(std::filesystem::path path, index::IndexFolderWriter folder);
  using ManifestOf = Result<index::Manifest> (*)(const std::filesystem::path&);
  static Result<Commit> go_on(const std::filesystem::path& index, ManifestOf manifest_of);
  void drop_dead_segments();
  Status write_additions();

  std::filesystem::path path_;
  bool changes_live_ = false;
  std::unique_ptr<index::IndexFolderWriter> folder_;
  index::Manifest next_;
  index::Changes changes_;
  index::Changes live_changes_;  ///< as they were
  std::vector<index::Addition> additions_;
  index::Docid first_new_ = 1;  ///< docids from here on come with this change
  std::optional<std::chrono::sys_seconds> now_;
  bool has_step_ = false;  ///< the state file of kPastRole is written
};

}  // namespace dateline::indexer
