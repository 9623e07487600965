#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

/// Most that reading, dating and indexing take for each byte of a text (4 MB of Chinese characters in no
/// order: 180).
inline constexpr std::size_t kMemoryOfATextByte = 192;
/// Most that the readers of pages, mails and feeds take for each byte of a capture within their limits (a
/// page of 120,000 tags with eight attributes each: 78).
inline constexpr std::size_t kMemoryOfACaptureByte = 80;

/// A text may take three quarters of the memory of a build.
inline constexpr std::size_t kTextsInMemory = 256;

/// Lets workers take up long texts and captures only as far as the memory of the build goes: what the builder
/// holds shrinks meanwhile, and who finds no room waits. What is short is not counted. Thread-safe.
class LongWork {
 public:
  /// `memory_bytes` is that of the whole build.
  LongWork(IndexBuilder& builder, std::size_t memory_bytes) : builder_(builder), memory_(memory_bytes) {}

  /// What others hold of the memory, as IndexBuilder::leave_room.
  void leave_room(std::size_t bytes);

  /// Room that is given back at its end.
  class Room {
   public:
    Room() = default;
    Room(LongWork& owner, std::size_t bytes) : owner_(&owner), bytes_(bytes) {}
    Room(Room&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    Room& operator=(Room&&) = delete;
    ~Room() {
      if (owner_ != nullptr) owner_->end(bytes_);
    }
    bool is_long() const { return owner_ != nullptr; }

   private:
    LongWork* owner_ = nullptr;
    std::size_t bytes_ = 0;
  };

  /// Waits for the room that `bytes` bytes at `each` take. The caller holds no other room and nothing that
  /// another waits for. An error of the disk, when the builder had to write what it holds.
  Result<Room> begin(int worker, std::size_t bytes, std::size_t each);

 private:
  void end(std::size_t bytes);

  IndexBuilder& builder_;
  std::size_t memory_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t elsewhere_ = 0;
  std::size_t taken_ = 0;
};

}  // namespace dateline::indexer
