#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "common/result.h"

namespace dateline::index {

/// A file mapped for reading; the bytes live as long as `owner`.
struct MappedFile {
  std::shared_ptr<const void> owner;  ///< also the address of the first byte
  std::string_view bytes;
};

/// An Index error when the file is missing, a System error when it cannot be mapped.
Result<MappedFile> map_file(const std::filesystem::path& file);

/// The whole file. A System error names the file and the reason.
Result<std::string> read_file(const std::filesystem::path& file);

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

}  // namespace dateline::index
