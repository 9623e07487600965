#pragma once

#include <archive.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "indexer/sources/byte_stream.h"
#include "indexer/sources/packing.h"

namespace dateline::indexer {

// What filters and archives share of libarchive.

struct ArchiveDeleter {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, ArchiveDeleter>;

/// Throws std::bad_alloc.
ArchiveHandle new_archive_handle();

/// What libarchive reads from: a stream, with its damage kept for the message.
struct ArchiveFeed {
  std::unique_ptr<ByteStream> stream;
  std::optional<Error> damage;
  static constexpr std::size_t kBufferBytes = 64 * 1024;
  char buffer[kBufferBytes];

  /// The callback; `self` is a feed.
  static la_ssize_t read(archive* handle, void* self, const void** buffer);
};

/// The error of what just failed, with its place in the packed bytes. `feed` may be null.
Error archive_damage(archive* handle, Packing packing, const ArchiveFeed* feed);

/// Reads the data of the current entry block by block. (archive_read_data would lose the blocks before a
/// damage.)
class ArchiveEntryData {
 public:
  explicit ArchiveEntryData(archive* handle) : handle_(handle) {}

  /// Bytes read, 0 at the end, or a negative code of libarchive.
  la_ssize_t read(char* to, std::size_t size);
  void next_entry();

 private:
  archive* handle_;
  std::string_view block_;
  std::uint64_t hole_ = 0;
  la_int64_t position_ = 0;
};

}  // namespace dateline::indexer
