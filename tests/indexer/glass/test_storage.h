#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "indexer/glass/storage.h"

namespace dateline::testing {

/// A disk with room for `room` bytes in all files together; then every write fails. Not thread-safe in its
/// count, so for one worker, or where any thread may be the one to fail.
class FullDisk final : public indexer::glass::Storage {
 public:
  explicit FullDisk(std::uint64_t room) : room_(std::make_shared<Room>()) { room_->left = room; }

  Result<std::unique_ptr<indexer::glass::File>> create(const std::filesystem::path& path) override {
    return wrap(disk_->create(path));
  }
  Result<std::unique_ptr<indexer::glass::File>> create_scratch(const std::filesystem::path& folder) override {
    return wrap(disk_->create_scratch(folder));
  }

 private:
  struct Room {
    std::uint64_t left = 0;
  };

  class LimitedFile final : public indexer::glass::File {
   public:
    LimitedFile(std::unique_ptr<indexer::glass::File> file, std::shared_ptr<Room> room)
        : file_(std::move(file)), room_(std::move(room)) {}
    Status append(std::string_view bytes) override {
      if (bytes.size() > room_->left) {
        room_->left = 0;
        return fail(ErrorKind::kSystem, "cannot write: no space left on device");
      }
      room_->left -= bytes.size();
      return file_->append(bytes);
    }
    Result<std::size_t> read_at(std::uint64_t offset, char* out, std::size_t size) const override {
      return file_->read_at(offset, out, size);
    }
    Status sync() override { return file_->sync(); }

   private:
    std::unique_ptr<indexer::glass::File> file_;
    std::shared_ptr<Room> room_;
  };

  Result<std::unique_ptr<indexer::glass::File>> wrap(Result<std::unique_ptr<indexer::glass::File>> file) {
    if (!file) return file;
    return std::make_unique<LimitedFile>(std::move(*file), room_);
  }

  std::unique_ptr<indexer::glass::Storage> disk_ = indexer::glass::make_disk_storage();
  std::shared_ptr<Room> room_;
};

/// A file in memory whose bytes outlive it.
class MemoryFile final : public indexer::glass::File {
 public:
  explicit MemoryFile(std::shared_ptr<std::string> bytes) : bytes_(std::move(bytes)) {}
  Status append(std::string_view bytes) override {
    bytes_->append(bytes);
    return {};
  }
  Result<std::size_t> read_at(std::uint64_t offset, char* out, std::size_t size) const override {
    if (offset >= bytes_->size()) return std::size_t{0};
    return bytes_->copy(out, size, offset);
  }
  Status sync() override { return {}; }

 private:
  std::shared_ptr<std::string> bytes_;
};

}  // namespace dateline::testing
