#include "indexer/sources/libarchive.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace dateline::indexer {

ArchiveHandle new_archive_handle() {
  ArchiveHandle handle(archive_read_new());
  if (!handle) throw std::bad_alloc();
  return handle;
}

la_ssize_t ArchiveFeed::read(archive* handle, void* self, const void** buffer) {
  auto& feed = *static_cast<ArchiveFeed*>(self);
  Result<std::size_t> n = std::size_t{0};
  try {
    n = feed.stream->read(feed.buffer, sizeof feed.buffer);
  } catch (const std::bad_alloc&) {
    n = fail(ErrorKind::kSystem, "out of memory", "");
  }
  if (!n) {
    feed.damage = n.error();
    archive_set_error(handle, EIO, "%s", n.error().what.c_str());
    return -1;
  }
  *buffer = feed.buffer;
  return static_cast<la_ssize_t>(*n);
}

Error archive_damage(archive* handle, Packing packing, const ArchiveFeed* feed) {
  if (feed != nullptr && feed->damage) return *feed->damage;
  const char* told = archive_error_string(handle);
  return {ErrorKind::kInput,
          fmt::format("the {} data are damaged near byte {}: {}", name(packing),
                      archive_filter_bytes(handle, -1), told != nullptr ? told : "unknown data"),
          "fetch the file again; everything before this place is read"};
}

la_ssize_t ArchiveEntryData::read(char* to, std::size_t size) {
  while (block_.empty() && hole_ == 0) {
    const void* bytes = nullptr;
    std::size_t length = 0;
    la_int64_t offset = 0;
    const int code = archive_read_data_block(handle_, &bytes, &length, &offset);
    if (code == ARCHIVE_EOF) return 0;
    if (code != ARCHIVE_OK) return code;
    block_ = {static_cast<const char*>(bytes), length};
    hole_ = offset > position_ ? static_cast<std::uint64_t>(offset - position_) : 0;
  }
  const std::size_t n = hole_ > 0 ? static_cast<std::size_t>(std::min<std::uint64_t>(hole_, size))
                                  : std::min(block_.size(), size);
  if (hole_ > 0) {
    std::memset(to, 0, n);  // of a sparse file
    hole_ -= n;
  } else {
    std::memcpy(to, block_.data(), n);
    block_.remove_prefix(n);
  }
  position_ += static_cast<la_int64_t>(n);
  return static_cast<la_ssize_t>(n);
}

void ArchiveEntryData::next_entry() {
  block_ = {};
  hole_ = 0;
  position_ = 0;
}

}  // namespace dateline::indexer
