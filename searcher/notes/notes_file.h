#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "common/result.h"
#include "searcher/notes/notes.h"

namespace dateline::notes {

/// "archive.idx.notes.jsonl" beside the folder "archive.idx".
std::filesystem::path notes_file(const std::filesystem::path& index);

/// The notes beside an index; empty where there are none yet. An Index error when the file is damaged, a
/// System error when it cannot be read.
Result<Notes> read_notes(const std::filesystem::path& index);

/// Reads the notes beside an index, changes them and puts the new file in the place of the old in one rename,
/// all under a lock ("archive.idx.notes.lock"), for which it waits some seconds. `change` may fail; then, and
/// when it changes nothing, the file stays as it is.
Status change_notes(const std::filesystem::path& index, const std::function<Status(Notes&)>& change);

/// Reads the notes of some indexes again whenever their files have changed. Not thread-safe.
class NotesReader {
 public:
  explicit NotesReader(std::vector<std::filesystem::path> indexes);
  /// As they are now; never null. Cost when nothing has changed: a look at each file.
  Result<std::shared_ptr<const Notes>> read();

 private:
  /// What tells one state of a file from another; all zero where there is none.
  struct Stamp {
    std::uint64_t inode = 0;
    std::int64_t bytes = 0;
    std::int64_t changed_ns = 0;
    bool operator==(const Stamp&) const = default;
  };
  static Stamp stamp_of(const std::filesystem::path& file);

  std::vector<std::filesystem::path> indexes_;
  std::vector<Stamp> stamps_;
  std::shared_ptr<const Notes> notes_;
};

}  // namespace dateline::notes
