#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"

namespace dateline::indexer::glass {

/// A file that grows at its end and can be read anywhere. Closing without sync() may lose data silently on a
/// crash, never otherwise: every short write is an error. Not thread-safe.
class File {
 public:
  virtual ~File() = default;
  virtual Status append(std::string_view bytes) = 0;
  /// Reads up to `size` bytes; fewer only at the end of the file.
  virtual Result<std::size_t> read_at(std::uint64_t offset, char* out, std::size_t size) const = 0;
  /// Bytes are on the disk afterwards.
  virtual Status sync() = 0;
};

/// Where files come from: the disk, or a test's twin that runs full.
class Storage {
 public:
  virtual ~Storage() = default;
  /// A new empty file; an existing one is replaced.
  virtual Result<std::unique_ptr<File>> create(const std::filesystem::path& path) = 0;
  /// A new file in `folder` that has no name and vanishes when closed, even by a crash.
  virtual Result<std::unique_ptr<File>> create_scratch(const std::filesystem::path& folder) = 0;
};

std::unique_ptr<Storage> make_disk_storage();

/// Collects small appends into large ones. The first error sticks and is returned by flush(). Not
/// thread-safe.
class BufferedWriter {
 public:
  BufferedWriter(std::unique_ptr<File> file, std::size_t buffer_bytes);

  void append(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > buffer_bytes_) spill();
    if (bytes.size() > buffer_bytes_) {
      write(bytes);
    } else {
      buffer_.append(bytes);
    }
  }
  /// Everything appended has reached the file.
  Status flush();
  /// The first error so far.
  const Status& status() const { return status_; }
  std::uint64_t size() const { return written_ + buffer_.size(); }
  File& file() { return *file_; }

 private:
  void spill();
  void write(std::string_view bytes);

  std::unique_ptr<File> file_;
  std::size_t buffer_bytes_;
  std::string buffer_;
  std::uint64_t written_ = 0;
  Status status_;
};

}  // namespace dateline::indexer::glass
