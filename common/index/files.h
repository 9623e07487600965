#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace dateline::index {

/// A file mapped for reading; the bytes live as long as `owner`.
struct MappedFile {
  std::shared_ptr<const void> owner;  ///< also the address of the first byte
  std::string_view bytes;
};

/// An Index error when the file is missing, a System error when it cannot be mapped.
Result<MappedFile> map_file(const std::filesystem::path& file);

/// A file mapped into memory that may be changed there and does not change on disk. Pages that are changed
/// take memory, the others are shared with all who map the file.
struct ChangeableFile {
  std::shared_ptr<void> owner;  ///< also the address of the first byte
  std::size_t size = 0;
};

/// As map_file.
Result<ChangeableFile> map_changeable(const std::filesystem::path& file);

/// Calls `visit` for one piece of the file after the other, as it is read. A System error names the file and
/// the reason.
Status read_pieces(const std::filesystem::path& file, const std::function<void(std::string_view)>& visit);

/// The whole file. Errors as those of read_pieces.
Result<std::string> read_file(const std::filesystem::path& file);

/// Whether a file or folder is there. What cannot be looked at is not absent: only ENOENT and ENOTDIR say so,
/// everything else is a System error that names the path.
Result<bool> is_there(const std::filesystem::path& path);

/// The names in a folder, ascending. A System error when not all of them could be read.
Result<std::vector<std::string>> names_in(const std::filesystem::path& folder);

/// Writes `parts` one behind the other and syncs the file; what was there is lost. A file that could not be
/// written whole is removed.
Status write_new_file(const std::filesystem::path& file, std::initializer_list<std::string_view> parts);

/// Writes `parts` one behind the other beside the file, syncs, renames over it: afterwards the file has the
/// old or the new content, never half.
Status write_file_synced(const std::filesystem::path& file, std::initializer_list<std::string_view> parts);

/// Makes renames in a folder durable.
Status sync_folder(const std::filesystem::path& folder);

/// An advisory lock (flock) on a file, held until destroyed.
class FileLock {
 public:
  FileLock() = default;
  FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

  enum class Mode { kShared, kExclusive };
  /// Does not wait: `held()` is false when another program has the lock. Creates the file when it may.
  static Result<FileLock> try_lock(const std::filesystem::path& file, Mode mode);
  bool held() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// Who has the file locked exclusively: "process 1234 (dateline-index)"; empty where that cannot be told.
std::string lock_holder(const std::filesystem::path& file);

}  // namespace dateline::index
