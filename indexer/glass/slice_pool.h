#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {

/// Very many byte strings that grow a little at a time, in one pool: each is a chain of slices that get
/// longer, so short strings cost 16 bytes and long ones few links. At most 4 GiB. Not thread-safe.
class SlicePool {
 public:
  /// A growing string. Zero-initialised is empty.
  struct Stream {
    std::uint32_t head = 0;  ///< address of the first slice; 0: none
    std::uint32_t at = 0;    ///< where the next byte goes
    std::uint32_t end = 0;   ///< of the last slice, where its link stands
  };

  /// Walks a stream slice by slice. The pool must not change meanwhile.
  class Reader {
   public:
    Reader() = default;
    Reader(const SlicePool& pool, const Stream& stream)
        : pool_(&pool), stream_(stream), slice_(stream.head) {}
    /// The next bytes; empty at the end.
    std::string_view next();

   private:
    const SlicePool* pool_ = nullptr;
    Stream stream_;
    std::uint32_t slice_ = 0;
    std::size_t size_class_ = 0;
  };

  SlicePool() { clear(); }

  void append(Stream& stream, std::string_view bytes) {
    if (stream.end - stream.at >= bytes.size()) {
      copy_short(data(stream.at), bytes.data(), bytes.size());
      stream.at += static_cast<std::uint32_t>(bytes.size());
      return;
    }
    append_across(stream, bytes);
  }
  /// A copy that stays in one piece; at most 64 KiB. Returns its address.
  std::uint32_t store(std::string_view bytes);
  const char* text(std::uint32_t address) const {
    return slabs_[address >> kSlabBits].get() + (address & kSlabMask);
  }

  /// Brings the place of the next append into the cache.
  void prefetch(const Stream& stream) const {
    if (stream.head != 0) __builtin_prefetch(text(stream.at), 1);
  }
  /// Brings the first bytes of a stream into the cache.
  void prefetch_head(const Stream& stream) const {
    if (stream.head != 0) __builtin_prefetch(text(stream.head));
  }
  /// In use; a slab of memory is taken from the system bit by bit as it fills.
  std::size_t memory_bytes() const {
    return slabs_in_use_ == 0 ? 0 : ((slabs_in_use_ - 1) << kSlabBits) + used_in_slab_;
  }
  /// Forgets every string; the memory that they filled is kept for the next ones.
  void clear();

 private:
  static constexpr unsigned kSlabBits = 21;
  static constexpr std::uint32_t kSlabMask = (1U << kSlabBits) - 1;
  static constexpr std::size_t kLinkBytes = sizeof(std::uint32_t);

  char* data(std::uint32_t address) { return slabs_[address >> kSlabBits].get() + (address & kSlabMask); }
  void append_across(Stream& stream, std::string_view bytes);
  std::uint32_t allocate(std::size_t size);

  struct Free {
    void operator()(char* slab) const;
  };

  std::vector<std::unique_ptr<char, Free>> slabs_;
  std::size_t slabs_in_use_ = 0;
  std::size_t used_in_slab_ = 0;
};

}  // namespace dateline::indexer::glass
