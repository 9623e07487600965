#include "indexer/glass/slice_pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <utility>

namespace dateline::indexer::glass {
namespace {

/// Bytes of the first, second, ... slice of a stream, its link included. The last one repeats.
constexpr std::array<std::uint32_t, 16> kSliceBytes = {16,  24,  32,  48,  64,   96,   128,  192,
                                                       256, 384, 512, 768, 1024, 1536, 2048, 4096};

constexpr std::size_t next_class(std::size_t size_class) {
  return std::min(size_class + 1, kSliceBytes.size() - 1);
}

constexpr std::size_t kMaxSlabs = std::size_t{1} << 11;

}  // namespace

void SlicePool::Free::operator()(char* slab) const { std::free(slab); }

void SlicePool::clear() {
  slabs_.resize(slabs_in_use_);
  slabs_in_use_ = std::min<std::size_t>(slabs_.size(), 1);
  used_in_slab_ = 1;  // address 0 means "none"
}

std::uint32_t SlicePool::allocate(std::size_t size) {
  if (slabs_in_use_ == 0 || used_in_slab_ + size > (std::size_t{1} << kSlabBits)) {
    if (slabs_in_use_ == kMaxSlabs) throw std::bad_alloc();
    if (slabs_in_use_ == slabs_.size()) {
      constexpr std::size_t kSlabBytes = std::size_t{1} << kSlabBits;
      std::unique_ptr<char, Free> slab(static_cast<char*>(std::aligned_alloc(kSlabBytes, kSlabBytes)));
      if (!slab) throw std::bad_alloc();
      // Access is all over the pool, so small pages would cost a miss of the address cache each time. Advice
      // only.
      ::madvise(slab.get(), kSlabBytes, MADV_HUGEPAGE);
      slabs_.push_back(std::move(slab));
    }
    used_in_slab_ = slabs_in_use_ == 0 ? 1 : 0;
    ++slabs_in_use_;
  }
  const std::size_t address = (slabs_in_use_ - 1) << kSlabBits | used_in_slab_;
  used_in_slab_ += size;
  return static_cast<std::uint32_t>(address);
}

std::uint32_t SlicePool::store(std::string_view bytes) {
  const std::uint32_t address = allocate(bytes.size());
  std::memcpy(data(address), bytes.data(), bytes.size());
  return address;
}

void SlicePool::append_across(Stream& stream, std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t room = stream.end - stream.at;
    if (room == 0) {
      // Until a slice gets its successor, its link holds its size class.
      std::uint32_t size_class = 0;
      if (stream.head != 0) {
        std::memcpy(&size_class, data(stream.end), kLinkBytes);
        size_class = static_cast<std::uint32_t>(next_class(size_class));
      }
      const std::uint32_t slice = allocate(kSliceBytes[size_class]);
      if (stream.head == 0) {
        stream.head = slice;
      } else {
        std::memcpy(data(stream.end), &slice, kLinkBytes);
      }
      stream.at = slice;
      stream.end = slice + kSliceBytes[size_class] - static_cast<std::uint32_t>(kLinkBytes);
      std::memcpy(data(stream.end), &size_class, kLinkBytes);
      continue;
    }
    const std::size_t n = std::min(room, bytes.size());
    copy_short(data(stream.at), bytes.data(), n);
    stream.at += static_cast<std::uint32_t>(n);
    bytes.remove_prefix(n);
  }
}

std::string_view SlicePool::Reader::next() {
  if (slice_ == 0) return {};
  const std::uint32_t link = slice_ + kSliceBytes[size_class_] - static_cast<std::uint32_t>(kLinkBytes);
  const bool last = link == stream_.end;
  const std::string_view bytes(pool_->text(slice_), (last ? stream_.at : link) - slice_);
  if (last) {
    slice_ = 0;
  } else {
    std::memcpy(&slice_, pool_->text(link), kLinkBytes);
    size_class_ = next_class(size_class_);
    __builtin_prefetch(pool_->text(slice_));
  }
  return bytes;
}

}  // namespace dateline::indexer::glass
